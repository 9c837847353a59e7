package io.earshot.topology;

import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;

/**
 * Where a task was when it came to a record: at which processor, and with which record of a topic. What comes of a record that was
 * held back is forwarded from there, so that a failure is blamed on the right one. Kafka Streams' caches do the same.
 */
record RecordPlace(ProcessorNode<?, ?, ?, ?> node, ProcessorRecordContext record) {
    /** Where a task is now. */
    static RecordPlace of(ProcessingContext context) {
        // Tests of single processors have contexts of another kind, where nothing is ever held back.
        return context instanceof InternalProcessorContext<?, ?> inner
                ? new RecordPlace(inner.currentNode(), inner.recordContext())
                : new RecordPlace(null, null);
    }

    /** Does something there, and goes back to where the task was; where it fails, the task stays there. */
    void run(ProcessingContext context, Runnable work) {
        if (!(context instanceof InternalProcessorContext<?, ?> inner)) {
            work.run();
            return;
        }
        RecordPlace before = of(context);
        go(inner);
        work.run();
        before.go(inner);
    }

    private void go(InternalProcessorContext<?, ?> context) {
        context.setCurrentNode(node);
        context.setRecordContext(record);
    }
}

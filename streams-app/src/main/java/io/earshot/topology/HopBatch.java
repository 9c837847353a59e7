package io.earshot.topology;

import io.earshot.tagger.SegmentEncoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.KafkaException;

/**
 * The hops that wait to be encoded together: those of all tasks of a thread. They wait until there are enough, and no longer than
 * until something is committed. For one thread.
 */
final class HopBatch {
    /** More leave the processor's caches, and cost more each. */
    private static final int MOST = 4;

    private final SegmentEncoder encoder;
    private final Caution caution;
    private final List<SegmentEncoder.Step> waiting = new ArrayList<>();

    HopBatch(SegmentEncoder encoder, Caution caution) {
        this.encoder = encoder;
        this.caution = caution;
    }

    void add(SegmentEncoder.Step hop) {
        waiting.add(hop);
    }

    /** Whether it is time to encode them. */
    boolean isFull() {
        return waiting.size() >= (caution.isTaken() ? 1 : MOST);
    }

    /** Encodes all that wait. If that fails, none waits any longer, and for some time each is encoded alone. */
    void encode() {
        if (waiting.isEmpty()) {
            return;
        }
        List<SegmentEncoder.Step> steps = List.copyOf(waiting);
        waiting.clear();
        try {
            encoder.encode(steps);
        } catch (RuntimeException e) {
            caution.take();
            // A batch is nobody's record: the thread has to fail, and nothing is set aside.
            throw steps.size() == 1
                    ? e
                    : new KafkaException("hops could not be encoded together: " + e.getMessage(), e);
        }
    }

    /** Hops of a task that has ended wait no longer: they will come again. */
    void remove(Collection<? extends SegmentEncoder.Step> hops) {
        waiting.removeAll(hops);
    }

    /** What they are encoded with. */
    SegmentEncoder encoder() {
        return encoder;
    }
}

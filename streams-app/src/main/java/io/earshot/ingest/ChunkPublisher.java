package io.earshot.ingest;

import io.earshot.audio.AudioChunk;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Publishes chunks, keyed by source, in order. Safe for use by several threads, one source on one thread. */
public final class ChunkPublisher implements ChunkSink {
    private final Producer<String, AudioChunk> producer;
    private final String topic;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    /** @param producer is left open */
    public ChunkPublisher(Producer<String, AudioChunk> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /**
     * Hands a chunk to the producer; waits when it is full, so that a slow broker slows the source down.
     *
     * @throws KafkaException if this chunk, or one before it, could not be written
     */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the callback keeps the failure
    public void publish(AudioChunk chunk) {
        throwFailure();
        producer.send(new ProducerRecord<>(topic, chunk.sourceId(), chunk), (metadata, e) -> {
            if (e != null) {
                failure.compareAndSet(null, e);
            }
        });
    }

    /**
     * Waits until every chunk is written.
     *
     * @throws KafkaException if one could not be
     */
    public void flush() {
        producer.flush();
        throwFailure();
    }

    private void throwFailure() {
        Exception e = failure.get();
        if (e != null) {
            throw new KafkaException("audio could not be written to " + topic + ": " + e.getMessage(), e);
        }
    }
}

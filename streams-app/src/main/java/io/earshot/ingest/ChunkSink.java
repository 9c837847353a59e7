package io.earshot.ingest;

import io.earshot.audio.AudioChunk;

/** Where a source's chunks go, in order. */
@FunctionalInterface
public interface ChunkSink {
    /**
     * Takes the next chunk; may wait, so that a slow broker slows the source down.
     *
     * @throws org.apache.kafka.common.KafkaException if this chunk, or one before it, could not be written
     */
    void publish(AudioChunk chunk) throws InterruptedException;
}

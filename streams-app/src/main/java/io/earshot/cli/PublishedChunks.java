package io.earshot.cli;

import io.earshot.audio.AudioChunk;
import io.earshot.cluster.RefusedChunks;
import io.earshot.ingest.ChunkSink;
import java.util.Locale;

/** Counts the chunks of a file on their way. For one thread. */
final class PublishedChunks implements ChunkSink {
    private final ChunkSink next;
    private long epochId;
    private int chunks;

    PublishedChunks(ChunkSink next) {
        this.next = next;
    }

    @Override
    public void publish(AudioChunk chunk) throws InterruptedException {
        next.publish(chunk);
        epochId = chunk.epochId();
        chunks += chunk.samples() > 0 ? 1 : 0;
    }

    boolean isNothing() {
        return chunks == 0;
    }

    long epochId() {
        return epochId;
    }

    /**
     * What the service refused of them, on a line.
     *
     * @param seconds of audio in all of them
     */
    String inWords(RefusedChunks refused, double seconds) {
        return String.format(
                Locale.ROOT,
                "the service refused %d of %d chunks, %.2f of %.2f s: %s",
                refused.chunks(),
                chunks,
                refused.seconds(),
                seconds,
                Printed.of(refused.reason()));
    }
}

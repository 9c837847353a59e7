package io.earshot.ingest;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.AudioOrigin;
import io.earshot.audio.InvalidAudioException;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.PcmStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Plays a stream as a source: each chunk is published when its last sample would have been captured, or at once. */
public final class SourcePlayer {
    private final ChunkSink publisher;
    private final boolean realTime;
    private final int chunkMillis;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * @param realTime whether to wait for each chunk's time, else as fast as the broker takes them
     * @param chunkMillis length of a chunk
     */
    public SourcePlayer(ChunkSink publisher, boolean realTime, int chunkMillis) {
        this.publisher = publisher;
        this.realTime = realTime;
        this.chunkMillis = chunkMillis;
    }

    /**
     * Plays until the stream ends or breaks, or {@link #stop} is called; either way the source's epoch is ended properly.
     *
     * @param start capture time of the first sample
     * @return samples published
     * @throws IOException if the stream breaks; what was read before is published
     */
    public long play(PcmStream pcm, String sourceId, Instant start) throws IOException, InterruptedException {
        long startMicros = ChronoUnit.MICROS.between(Instant.EPOCH, start);
        ChunkCutter cutter =
                new ChunkCutter(pcm, sourceId, startMicros, startMicros, AudioOrigin.RECORDING, chunkMillis);
        long startNanos = System.nanoTime();
        long samples = 0;
        try {
            for (Optional<AudioChunk> next = cutter.next(); next.isPresent(); next = cutter.next()) {
                AudioChunk chunk = next.get();
                if (!waitFor(startNanos, chunk)) {
                    publisher.publish(end(sourceId, startMicros, samples, chunk.format()));
                    return samples;
                }
                publisher.publish(chunk);
                samples = chunk.endSample();
            }
            return samples;
        } catch (IOException | InvalidAudioException broken) {
            publisher.publish(end(sourceId, startMicros, samples, pcm.format()));
            throw broken;
        }
    }

    private static AudioChunk end(String sourceId, long startMicros, long samples, PcmFormat format) {
        return AudioChunk.end(sourceId, startMicros, samples, startMicros, format)
                .withOrigin(AudioOrigin.RECORDING);
    }

    /** Makes every {@link #play} of this player end soon. */
    public void stop() {
        stopped.countDown();
    }

    /** False if it is to stop instead. */
    private boolean waitFor(long startNanos, AudioChunk chunk) throws InterruptedException {
        if (!realTime) {
            return stopped.getCount() > 0;
        }
        long dueNanos = chunk.endSample() * 1_000_000_000L / chunk.format().sampleRateHz();
        long waitNanos =
                Duration.ofNanos(dueNanos - (System.nanoTime() - startNanos)).toNanos();
        return !stopped.await(Math.max(0, waitNanos), TimeUnit.NANOSECONDS);
    }
}

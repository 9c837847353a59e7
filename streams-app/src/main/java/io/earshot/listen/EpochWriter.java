package io.earshot.listen;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.AudioOrigin;
import io.earshot.audio.GapReason;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleClock;
import io.earshot.ingest.ChunkSink;
import java.util.Arrays;

/** Writes one epoch: samples become chunks of one length, and what is missing becomes gaps at its place. */
final class EpochWriter {
    private final ChunkSink sink;
    private final String sourceId;
    private final long epochId;
    private final SampleClock clock;
    private final PcmFormat format;
    private final AudioOrigin origin;
    private final byte[] pending;
    private int filled;
    private long written;
    private String title = "";
    private boolean ended;

    /**
     * Begins an epoch.
     *
     * @param startMicros capture time of its first sample
     */
    EpochWriter(
            ChunkSink sink,
            String sourceId,
            long epochId,
            long startMicros,
            PcmFormat format,
            AudioOrigin origin,
            int chunkMillis) {
        this.sink = sink;
        this.sourceId = sourceId;
        this.epochId = epochId;
        this.clock = new SampleClock(startMicros, format.sampleRateHz());
        this.format = format;
        this.origin = origin;
        long samples = Math.min(
                (long) format.sampleRateHz() * chunkMillis / 1000, AudioChunk.MAX_PAYLOAD_BYTES / format.frameBytes());
        this.pending = new byte[(int) samples * format.frameBytes()];
    }

    long epochId() {
        return epochId;
    }

    PcmFormat format() {
        return format;
    }

    boolean ended() {
        return ended;
    }

    /** Capture time by rate of the first sample after all that was said so far. */
    long endMicros() {
        return clock.microsAt(endSample());
    }

    /** What the stream says that it plays. */
    void title(String now) throws InterruptedException {
        if (!now.equals(title)) {
            flush();
            title = now;
        }
    }

    /** Takes whole samples of all channels. */
    void audio(byte[] bytes, int from, int count) throws InterruptedException {
        int at = from;
        while (at < from + count) {
            int some = Math.min(pending.length - filled, from + count - at);
            System.arraycopy(bytes, at, pending, filled, some);
            filled += some;
            at += some;
            if (filled == pending.length) {
                flush();
            }
        }
    }

    /** So many samples are missing here. */
    void gap(long samples, GapReason reason) throws InterruptedException {
        if (samples <= 0) {
            return;
        }
        flush();
        put(AudioChunk.gap(sourceId, epochId, written, clock.epochStartMicros(), format, samples)
                .withGapReason(reason));
        written += samples;
    }

    /** What lies between here and a capture time is missing; returns how many samples that are. */
    long gapUntil(long micros, GapReason reason) throws InterruptedException {
        long samples = format.samples(micros - endMicros());
        gap(samples, reason);
        return Math.max(0, samples);
    }

    /** Hands out what waits for a whole chunk. */
    void flush() throws InterruptedException {
        if (filled == 0) {
            return;
        }
        byte[] payload = Arrays.copyOf(pending, filled);
        put(AudioChunk.audio(sourceId, epochId, written, clock.epochStartMicros(), format, payload));
        written += filled / format.frameBytes();
        filled = 0;
    }

    /** The epoch is over: nothing is missing after it. */
    void end() throws InterruptedException {
        if (!ended) {
            flush();
            put(AudioChunk.end(sourceId, epochId, written, clock.epochStartMicros(), format));
            ended = true;
        }
    }

    private long endSample() {
        return written + filled / format.frameBytes();
    }

    private void put(AudioChunk chunk) throws InterruptedException {
        sink.publish(chunk.withOrigin(origin).withTitle(title));
    }
}

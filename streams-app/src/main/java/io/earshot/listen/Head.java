package io.earshot.listen;

import io.earshot.audio.PcmDecoder;
import io.earshot.audio.PcmFormat;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The first seconds of a connection, kept back until it is known when they were captured. Servers send what they have, and
 * then in real time: as long as audio comes faster than that, it is older than its arrival. The earliest start that any
 * arrival allows is the capture time of the first sample.
 */
final class Head {
    private static final long GROWTH_MICROS = 20_000;
    private static final long STEADY_NANOS = 500_000_000L;
    private static final long LONGEST_NANOS = 5_000_000_000L;
    /** More is no burst but a file that is served as fast as it can be. */
    private static final double MOST_SECONDS = 60;

    /** Audio, and the samples that are missing after it. */
    private record Part(byte[] pcm, long missingAfter) {}

    private final PcmFormat format;
    private final long beganNanos;
    private final List<Part> parts = new ArrayList<>();
    private long samples;
    private long startMicros = Long.MAX_VALUE;
    private long steadySinceNanos;

    Head(PcmFormat format, long nowNanos) {
        this.format = format;
        this.beganNanos = nowNanos;
        this.steadySinceNanos = nowNanos;
    }

    /**
     * Takes the next audio.
     *
     * @param pcm whole samples; kept
     * @param missing samples that are missing after it
     */
    void add(byte[] pcm, long missing, long nowNanos, long nowMicros) {
        parts.add(new Part(pcm, missing));
        samples += pcm.length / format.frameBytes();
        long start = nowMicros - format.micros(samples);
        if (start < startMicros - GROWTH_MICROS) {
            steadySinceNanos = nowNanos;
        }
        startMicros = Math.min(startMicros, start);
        samples += missing;
    }

    /** Whether audio comes in its own time now. */
    boolean isSteady(long nowNanos) {
        return nowNanos - steadySinceNanos >= STEADY_NANOS
                || nowNanos - beganNanos >= LONGEST_NANOS
                || samples >= MOST_SECONDS * format.sampleRateHz();
    }

    PcmFormat format() {
        return format;
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** Samples of each channel so far, with those that are missing. */
    long samples() {
        return samples;
    }

    /** Capture time of the first sample, as arrivals tell it. */
    long startMicros() {
        return startMicros;
    }

    /** The audio before the first hole, mono. */
    float[] mono() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Part part : parts) {
            all.writeBytes(part.pcm);
            if (part.missingAfter > 0) {
                break;
            }
        }
        return new PcmDecoder(format).decode(all.toByteArray());
    }

    /** Hands out what follows the first samples; those that are left out may be missing ones. */
    void after(long leftOut, Epochs epochs) throws InterruptedException {
        long toLeaveOut = leftOut;
        for (Part part : parts) {
            long here = part.pcm.length / format.frameBytes();
            long skipped = Math.min(here, toLeaveOut);
            toLeaveOut -= skipped;
            int from = (int) skipped * format.frameBytes();
            if (from < part.pcm.length) {
                epochs.write(part.pcm, from, part.pcm.length - from);
            }
            long missingSkipped = Math.min(part.missingAfter, toLeaveOut);
            toLeaveOut -= missingSkipped;
            if (part.missingAfter > missingSkipped) {
                epochs.missing(part.missingAfter - missingSkipped);
            }
        }
    }
}

package io.earshot.stream;

import java.util.OptionalLong;

/**
 * What capture time a run of segments states for its samples: where it begins, and once a minute. Between, the dates of
 * segments are compared with the samples that came of those before, each time the decoder had to wait: it has then decoded all
 * that it got. What it keeps back is the same each time, and does not count.
 */
final class HlsClock {
    private static final double MICROS = 1e6;
    private static final int STATED_SECONDS = 60;
    private static final long DRAINED_MILLIS = 500;

    private final int rateHz;
    private final OptionalLong startMicros;
    private long received;
    private long nextStatement;
    private boolean compared;
    private double firstLagMicros;
    private double correctionMicros;

    /** @param startMicros of its first sample, if it is stated */
    HlsClock(OptionalLong startMicros, int rateHz) {
        this.startMicros = startMicros;
        this.rateHz = rateHz;
    }

    /** Samples came from the decoder. */
    synchronized void receive(long samples) {
        received += samples;
    }

    /** A segment's first byte goes to the decoder. */
    synchronized void begin(HlsSegment segment, long waitedMillis) {
        if (received == 0
                || waitedMillis < DRAINED_MILLIS
                || startMicros.isEmpty()
                || segment.dateMicros().isEmpty()) {
            return;
        }
        double lag = segment.dateMicros().getAsLong() - startMicros.getAsLong() - received * MICROS / rateHz;
        if (compared) {
            correctionMicros = lag - firstLagMicros;
        } else {
            firstLagMicros = lag;
            compared = true;
        }
    }

    /** The time of a sample, if it is one for which it is stated; for each place once. */
    synchronized OptionalLong statedMicros(long sample) {
        if (startMicros.isEmpty() || sample < nextStatement) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                startMicros.getAsLong() + Math.round(sample * MICROS / rateHz + (sample == 0 ? 0 : correctionMicros)));
    }

    /** The sample's time was asked for, and it is read now. */
    synchronized void pass(long sample) {
        if (sample >= nextStatement) {
            nextStatement = sample + (long) STATED_SECONDS * rateHz;
        }
    }
}

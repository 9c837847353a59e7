package io.earshot.stream;

import java.util.Objects;
import java.util.OptionalLong;

/** Tells which segments follow each other without a break, and how much is missing where one is. For one thread. */
final class HlsTimeline {
    private static final double MICROS = 1e6;

    private HlsSegment last;
    private OptionalLong expectedMicros = OptionalLong.empty();
    private double missingSeconds;

    /**
     * How a segment follows what was heard before.
     *
     * @param startMicros its capture time, if it is stated or follows from an earlier statement
     */
    record Joint(boolean isNewRun, double missingSeconds, OptionalLong startMicros) {}

    /** A segment that cannot be had. */
    void lose(HlsSegment segment) {
        missingSeconds += segment.seconds();
        advance(segment);
    }

    /** Segments that went by before they could be asked for. */
    void lose(long count, HlsSegment next) {
        if (count <= 0) {
            return;
        }
        double seconds = count * next.seconds();
        if (next.dateMicros().isPresent() && expectedMicros.isPresent()) {
            double stated = (next.dateMicros().getAsLong() - expectedMicros.getAsLong()) / MICROS;
            // A step of the stream's date besides is for whoever reads the date.
            seconds = stated > 0 && stated < 2 * seconds + next.seconds() ? stated : seconds;
        }
        missingSeconds += seconds;
        long lost = Math.round(seconds * MICROS);
        expectedMicros =
                expectedMicros.isPresent() ? OptionalLong.of(expectedMicros.getAsLong() + lost) : expectedMicros;
    }

    /** The stream begins anew, with numbers of its own: nothing is known of what was before. */
    void restart() {
        last = null;
        expectedMicros = OptionalLong.empty();
    }

    /** The next segment that is heard. */
    Joint follow(HlsSegment segment) {
        boolean stepped = isStep(segment);
        boolean begins = last == null
                || segment.afterBreak()
                || missingSeconds > 0
                || stepped
                || !Objects.equals(last.map(), segment.map());
        OptionalLong start = segment.dateMicros().isPresent() ? segment.dateMicros() : expectedMicros;
        Joint joint = new Joint(begins, missingSeconds, start);
        missingSeconds = 0;
        advance(segment);
        return joint;
    }

    /** How much is missing behind the last segment. */
    double missingSeconds() {
        return missingSeconds;
    }

    private boolean isStep(HlsSegment segment) {
        if (segment.dateMicros().isEmpty() || expectedMicros.isEmpty() || last == null) {
            return false;
        }
        double step = (segment.dateMicros().getAsLong() - expectedMicros.getAsLong()) / MICROS;
        return Math.abs(step) > Math.max(segment.seconds(), last.seconds());
    }

    private void advance(HlsSegment segment) {
        OptionalLong start = segment.dateMicros().isPresent() ? segment.dateMicros() : expectedMicros;
        expectedMicros =
                start.isPresent() ? OptionalLong.of(start.getAsLong() + Math.round(segment.seconds() * MICROS)) : start;
        last = segment;
    }
}

package io.earshot.coverage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What was heard of one minute of a source. {@code heardMicros} and the gaps together are {@code expectedMicros}.
 *
 * @param sourceId of the source
 * @param minuteStartMicros audio time at which the minute starts, microseconds since 1970; a multiple of a minute
 * @param expectedMicros how much of it was to be heard, up to a minute
 * @param heardMicros how much was heard
 * @param gaps what was expected and not heard, in the order of time
 * @param epochId of the newest epoch that it is about; -1: not known
 */
public record MinuteCoverage(
        String sourceId,
        long minuteStartMicros,
        long expectedMicros,
        long heardMicros,
        List<CoverageGap> gaps,
        long epochId) {
    /** Length of a minute. */
    public static final long MINUTE_MICROS = 60_000_000;

    public MinuteCoverage {
        gaps = List.copyOf(gaps);
    }

    /** How much was expected and not heard. */
    public long missingMicros() {
        return expectedMicros - heardMicros;
    }

    /**
     * The whole minute, where another record of it is about audio that was filled in later: that adds to what was heard, and
     * takes as much off what was missing before the minute gets too long.
     */
    MinuteCoverage joinedWith(MinuteCoverage later) {
        long heard = Math.min(MINUTE_MICROS, heardMicros + later.heardMicros);
        long expected = Math.max(heard, Math.min(MINUTE_MICROS, expectedMicros + later.expectedMicros));
        List<CoverageGap> all = new ArrayList<>(gaps);
        all.addAll(later.gaps);
        all.sort(Comparator.comparingLong(CoverageGap::startMicros));
        List<CoverageGap> left = new ArrayList<>();
        long room = expected - heard;
        for (CoverageGap gap : all) {
            long end = Math.min(gap.endMicros(), gap.startMicros() + room);
            if (end > gap.startMicros()) {
                left.add(new CoverageGap(gap.startMicros(), end, gap.reason()));
                room -= end - gap.startMicros();
            }
        }
        return new MinuteCoverage(sourceId, minuteStartMicros, expected, heard, left, later.epochId);
    }

    /** Start of the minute that holds a time. */
    static long startOf(long micros) {
        return Math.floorDiv(micros, MINUTE_MICROS) * MINUTE_MICROS;
    }
}

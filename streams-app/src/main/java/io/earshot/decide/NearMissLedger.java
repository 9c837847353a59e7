package io.earshot.decide;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The near misses of a source in the current minute of its audio, of which only the best are told: at most one of a query
 * and at most {@link #MOST} in all, those that came nearest to their opening confidence. They are told when the minute is
 * over. A value: adding gives another one.
 *
 * @param minute minutes since 1970, on the audio's clock
 * @param best nearest first
 */
public record NearMissLedger(long minute, List<NearMiss> best) {
    /** Most near misses of a source in a minute. */
    public static final int MOST = 5;

    /** Nothing was missed. */
    public static final NearMissLedger EMPTY = new NearMissLedger(0, List.of());

    private static final long MINUTE_MICROS = 60_000_000;

    private static final Comparator<NearMiss> NEAREST_FIRST = Comparator.comparingDouble(NearMissLedger::nearness)
            .reversed()
            .thenComparing(miss -> miss.query().id())
            .thenComparing(NearMiss::gridIndex);

    public NearMissLedger {
        best = List.copyOf(best);
    }

    boolean isEmpty() {
        return best.isEmpty();
    }

    /** Whether its minute is over. */
    boolean isDue(long nowMicros) {
        return !isEmpty() && minute != minuteOf(nowMicros);
    }

    /** @param nowMicros audio time at which it became clear */
    NearMissLedger with(NearMiss miss, long nowMicros) {
        List<NearMiss> all = new ArrayList<>(best);
        all.add(miss);
        all.sort(NEAREST_FIRST);
        List<NearMiss> kept = new ArrayList<>();
        for (NearMiss each : all) {
            boolean isNew = kept.stream()
                    .noneMatch(other -> other.query().id().equals(each.query().id()));
            if (isNew && kept.size() < MOST) {
                kept.add(each);
            }
        }
        return new NearMissLedger(isEmpty() ? minuteOf(nowMicros) : minute, kept);
    }

    private static double nearness(NearMiss miss) {
        return miss.confidence() / miss.point().openConfidence();
    }

    private static long minuteOf(long micros) {
        return Math.floorDiv(micros, MINUTE_MICROS);
    }
}

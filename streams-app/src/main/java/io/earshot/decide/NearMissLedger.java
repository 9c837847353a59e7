package io.earshot.decide;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Near misses of a source not yet emitted: the best of the current minute of its audio, at most one per query and at most
 * {@link #MOST} in all, those nearest to their opening confidence. They are emitted when the minute is over. A value: adding
 * gives another one.
 *
 * @param minute minutes since 1970, on the audio's clock
 * @param best nearest first
 */
public record NearMissLedger(long minute, List<NearMiss> best) {
    /** Most near misses of a source in a minute. */
    public static final int MOST = 5;

    /** No near misses. */
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

    /** @param nowMicros audio time of the decision */
    NearMissLedger with(NearMiss miss, long nowMicros) {
        Map<String, NearMiss> byQuery = new LinkedHashMap<>();
        Stream.concat(best.stream(), Stream.of(miss))
                .sorted(NEAREST_FIRST)
                .forEach(each -> byQuery.putIfAbsent(each.queryId(), each));
        return new NearMissLedger(
                isEmpty() ? minuteOf(nowMicros) : minute,
                byQuery.values().stream().limit(MOST).toList());
    }

    private static double nearness(NearMiss miss) {
        return miss.confidence() / miss.point().openConfidence();
    }

    private static long minuteOf(long micros) {
        return Math.floorDiv(micros, MINUTE_MICROS);
    }
}

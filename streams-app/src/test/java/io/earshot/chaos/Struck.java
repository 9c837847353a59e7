package io.earshot.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A trouble that struck.
 *
 * @param trouble which
 * @param beganMillis when, milliseconds since 1970
 * @param endedMillis when it was over
 * @param settledMillis when segments of all partitions could be read again and all services listened
 */
record Struck(Trouble trouble, long beganMillis, long endedMillis, long settledMillis) {
    /** Segments come about once a second; a longer silence is one that the trouble made. */
    private static final long SILENCE_MILLIS = 2_500;

    /**
     * For each partition that fell silent: how long it took, from the trouble's end (or begin, where others take over while it
     * lasts), until its segments could be read again.
     *
     * @param arrivals when segments could be read, by partition, in order
     */
    List<Long> recoveries(Map<Integer, List<Long>> arrivals) {
        long from = trouble.isCountedFromItsBegin() ? beganMillis : endedMillis;
        List<Long> recoveries = new ArrayList<>();
        for (List<Long> ofPartition : arrivals.values()) {
            for (int i = 1; i < ofPartition.size(); i++) {
                long last = ofPartition.get(i - 1);
                long next = ofPartition.get(i);
                if (next - last > SILENCE_MILLIS && next > beganMillis && last < endedMillis) {
                    recoveries.add(Math.max(0, next - from));
                    break;
                }
            }
        }
        return recoveries;
    }
}

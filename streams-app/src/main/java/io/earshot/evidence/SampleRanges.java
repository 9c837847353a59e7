package io.earshot.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Ranges of samples that are known already; ranges that touch are one. */
final class SampleRanges {
    private final TreeMap<Long, Long> endByFirst = new TreeMap<>();

    /**
     * A range.
     *
     * @param end first sample after it
     */
    record Range(long first, long end) {}

    /** The parts of a range that are not known, in order. */
    List<Range> missing(long first, long end) {
        List<Range> missing = new ArrayList<>();
        long at = first;
        Map.Entry<Long, Long> before = endByFirst.floorEntry(first);
        at = before == null ? at : Math.max(at, before.getValue());
        for (Map.Entry<Long, Long> next = endByFirst.ceilingEntry(first + 1);
                next != null && next.getKey() < end;
                next = endByFirst.higherEntry(next.getKey())) {
            if (next.getKey() > at) {
                missing.add(new Range(at, next.getKey()));
            }
            at = Math.max(at, next.getValue());
        }
        if (at < end) {
            missing.add(new Range(at, end));
        }
        return missing;
    }

    /** Marks a range as known. */
    void add(long first, long end) {
        if (first >= end) {
            return;
        }
        long from = first;
        long to = end;
        Map.Entry<Long, Long> touching = endByFirst.floorEntry(to);
        while (touching != null && touching.getValue() >= from) {
            from = Math.min(from, touching.getKey());
            to = Math.max(to, touching.getValue());
            endByFirst.remove(touching.getKey());
            touching = endByFirst.floorEntry(to);
        }
        endByFirst.put(from, to);
    }

    /** How many samples are known. */
    long samples() {
        return endByFirst.entrySet().stream()
                .mapToLong(range -> range.getValue() - range.getKey())
                .sum();
    }
}

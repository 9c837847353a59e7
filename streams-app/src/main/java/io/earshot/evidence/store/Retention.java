package io.earshot.evidence.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How long and how much of a query's evidence is kept.
 *
 * @param days since it was kept; 0: for ever
 * @param count the newest so many sets; 0: all
 * @param bytes in all, the oldest go first; 0: without limit
 */
public record Retention(int days, int count, long bytes) {
    /** The sets of a query that go, oldest first. */
    public List<KeptSet> expired(List<KeptSet> sets, Instant now) {
        List<KeptSet> newestFirst = new ArrayList<>(sets);
        newestFirst.sort(Comparator.comparing(KeptSet::keptAt)
                .thenComparing(set -> set.name().event())
                .reversed());
        List<KeptSet> expired = new ArrayList<>();
        int kept = 0;
        long keptBytes = 0;
        for (KeptSet set : newestFirst) {
            boolean isOld = days > 0 && set.keptAt().isBefore(now.minus(Duration.ofDays(days)));
            boolean isMany = count > 0 && kept >= count;
            boolean isMuch = bytes > 0 && keptBytes + set.bytes() > bytes;
            if (isOld || isMany || isMuch) {
                expired.add(0, set);
                // What is older than one that did not fit goes, too: the newest are kept without a hole.
                keptBytes = isMuch ? bytes : keptBytes;
            } else {
                kept++;
                keptBytes += set.bytes();
            }
        }
        return expired;
    }
}

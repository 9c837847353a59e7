package io.earshot.verdict;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The verdicts of one query that can be counted together: those that compare with the one of the latest event. Earlier words and
 * other models are left out.
 *
 * @param latest the verdict of the latest event; empty if there is none
 * @param counted those that compare with it, in no order
 * @param leftOut how many do not
 */
public record Tally(Optional<EventVerdict> latest, List<EventVerdict> counted, int leftOut) {
    public Tally {
        counted = List.copyOf(counted);
    }

    /** @param verdicts of one query */
    public static Tally of(Collection<EventVerdict> verdicts) {
        Optional<EventVerdict> latest = verdicts.stream()
                .max(Comparator.comparingLong(EventVerdict::onsetMicros).thenComparing(EventVerdict::eventId));
        List<EventVerdict> counted = verdicts.stream()
                .filter(verdict -> verdict.comparesWith(latest.orElseThrow()))
                .toList();
        return new Tally(latest, counted, verdicts.size() - counted.size());
    }

    /** How many of the counted ones are right. */
    public Precision precision() {
        return precisionOf(counted);
    }

    static Precision precisionOf(Collection<EventVerdict> verdicts) {
        int right = (int) verdicts.stream().filter(EventVerdict::isRight).count();
        return new Precision(right, verdicts.size() - right);
    }

    /** The threshold of the latest event, 0 to 1; empty if none was judged. */
    public Optional<Double> presentThreshold() {
        return latest.map(EventVerdict::threshold);
    }
}

package io.earshot.explain;

import io.earshot.decide.Absence;
import io.earshot.decide.Decision;
import io.earshot.decide.RejectionRule;
import io.earshot.decide.TrackedSound;
import io.earshot.query.DecisionRules;
import io.earshot.segment.HopSpan;
import java.time.Duration;
import java.util.Optional;

/** The longest time for which a sound had not been heard at any hop of a moment, by the tracker's own clock. */
final class Quiet {
    private static final double MICROS = 1e6;

    private final Optional<Duration> asked;
    private final Moment moment;
    private Optional<Absence> now = Optional.empty();
    private double longestSeconds;

    /** @param rules of a query, whether it asks for an absence or not */
    Quiet(DecisionRules rules, Moment moment) {
        this.asked = rules.absentFor();
        this.moment = moment;
    }

    /** A decision on the one query. */
    void take(Decision decision) {
        for (Optional<TrackedSound> changed : decision.changed().values()) {
            now = changed.filter(Absence.class::isInstance).map(Absence.class::cast);
        }
    }

    /** A hop, after its decision. */
    void pass(HopSpan span) {
        if (now.isPresent() && moment.touches(span)) {
            longestSeconds = Math.max(longestSeconds, now.get().quietMicros(span.endMicros()) / MICROS);
        }
    }

    /** Why no absence was reported; empty if the query does not ask for one. */
    Optional<Rejection> rejection() {
        return asked.map(time ->
                new Rejection(RejectionRule.ABSENT_FOR, Math.max(0, time.toMillis() / 1e3 - longestSeconds)));
    }
}

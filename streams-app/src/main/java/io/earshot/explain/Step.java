package io.earshot.explain;

import io.earshot.query.DecisionRules;
import io.earshot.query.QueryDraft;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.Rule;
import io.earshot.query.StandingQuery;
import io.earshot.query.WrittenRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** One change of a registered query. */
@FunctionalInterface
interface Step extends UnaryOperator<RegisteredQuery> {
    /** Sets another value of a rule. */
    static <T> Step rule(Rule<T> rule, T value) {
        return query -> query.under(
                query.query().rules().with(rule, value), query.query().sources());
    }

    /** Eases a rule by the missing amount, to the next lower tenth; for a time, then to zero. */
    static <T> Stream<Step> easing(Rule<T> rule, DecisionRules rules, double missedBy) {
        T asked = rule.of(rules).orElseThrow();
        return asked instanceof Duration time
                ? Stream.of(Math.max(0, tenthBelow(time.toMillis() / 1e3 - missedBy)), 0.)
                        .filter(seconds -> seconds < time.toMillis() / 1e3)
                        .map(seconds -> rule(rule, rule.parse(seconds.toString())))
                : Stream.of(rule(rule, rule.parse(String.valueOf(tenthBelow((Double) asked - missedBy)))));
    }

    private static double tenthBelow(double value) {
        return Math.floor(value * 10 + 1e-6) / 10;
    }

    static Step alsoOn(String sourceId) {
        return query -> {
            List<String> sources = new ArrayList<>(query.query().sources());
            sources.add(sourceId);
            return query.under(query.query().rules(), sources);
        };
    }

    /** Removes negatives; encodes the query again, because negatives change its scores on background. */
    static Step without(List<String> negatives, Function<StandingQuery, RegisteredQuery> encoding) {
        return query -> {
            List<String> left = new ArrayList<>(query.query().negatives());
            left.removeAll(negatives);
            QueryDraft changes =
                    QueryDraft.changes(Optional.empty(), Optional.empty(), Optional.of(left), WrittenRules.NONE);
            return encoding.apply(changes.over(query.query()));
        };
    }
}

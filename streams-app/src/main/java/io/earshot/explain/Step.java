package io.earshot.explain;

import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** One change of a registered query. */
@FunctionalInterface
interface Step extends UnaryOperator<RegisteredQuery> {
    static Step openAt(double confidence) {
        return query -> query.under(
                query.query().rules().openingAt(confidence), query.query().sources());
    }

    static Step confirmBy(int hits) {
        return query -> {
            int hops = hits == 1 ? 1 : query.query().rules().confirmHops();
            return query.under(
                    query.query().rules().confirmedBy(hits, hops), query.query().sources());
        };
    }

    static Step last(Duration minDuration) {
        return query -> query.under(
                query.query().rules().lasting(minDuration), query.query().sources());
    }

    static Step coolDown(Duration cooldown) {
        return query -> query.under(
                query.query().rules().coolingDown(cooldown), query.query().sources());
    }

    static Step alsoOn(String sourceId) {
        return query -> {
            List<String> sources = new ArrayList<>(query.query().sources());
            sources.add(sourceId);
            return query.under(query.query().rules(), sources);
        };
    }

    /** Encoded anew, because the negatives have their part in how the query scores on background. */
    static Step without(List<String> negatives, QueryEncoding encoding) {
        return query -> {
            List<String> left = new ArrayList<>(query.query().negatives());
            left.removeAll(negatives);
            StandingQuery words = query.query();
            return encoding.encode(new StandingQuery(
                    words.id(),
                    words.text(),
                    words.otherTexts(),
                    left,
                    words.sources(),
                    words.rules(),
                    words.labels()));
        };
    }
}

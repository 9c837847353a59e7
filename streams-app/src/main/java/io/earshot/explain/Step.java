package io.earshot.explain;

import io.earshot.query.QueryDraft;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.Rule;
import io.earshot.query.WrittenRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One change of a registered query. */
@FunctionalInterface
interface Step extends UnaryOperator<RegisteredQuery> {
    /** With another value of a rule. */
    static <T> Step rule(Rule<T> rule, T value) {
        return query -> query.under(
                query.query().rules().with(rule, value), query.query().sources());
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
            QueryDraft changes =
                    QueryDraft.changes(Optional.empty(), Optional.empty(), Optional.of(left), WrittenRules.NONE);
            return encoding.encode(changes.over(query.query()));
        };
    }
}

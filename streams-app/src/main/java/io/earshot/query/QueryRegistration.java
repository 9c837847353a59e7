package io.earshot.query;

import java.util.List;
import java.util.Optional;

/**
 * Result of registering a standing query for one model.
 *
 * @param queryId of the query
 * @param modelDigest of the model
 * @param registered the query, ready to be matched; empty if it cannot be
 * @param warnings why it may match less or more than its writer means, one line each
 * @param errors why it cannot be matched; empty if it can
 */
public record QueryRegistration(
        String queryId,
        String modelDigest,
        Optional<RegisteredQuery> registered,
        List<String> warnings,
        List<String> errors) {
    public QueryRegistration {
        warnings = List.copyOf(warnings);
        errors = List.copyOf(errors);
    }

    /** A query that can be matched. */
    public static QueryRegistration of(RegisteredQuery query, String modelDigest, List<String> warnings) {
        return new QueryRegistration(query.query().id(), modelDigest, Optional.of(query), warnings, List.of());
    }

    /** A query that cannot be matched. */
    public static QueryRegistration refused(String queryId, String modelDigest, List<String> errors) {
        return new QueryRegistration(queryId, modelDigest, Optional.empty(), List.of(), errors);
    }
}

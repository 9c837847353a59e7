package io.earshot.query;

import java.util.List;
import java.util.Optional;

/**
 * What became of a standing query when its text was encoded for one model.
 *
 * @param queryId of the query
 * @param modelDigest of the model
 * @param registered the query, ready to be matched; empty if it cannot be
 * @param errors why it cannot be matched; empty if it can
 */
public record QueryRegistration(
        String queryId, String modelDigest, Optional<RegisteredQuery> registered, List<String> errors) {}

package io.earshot.explain;

import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;

/** Makes a query ready to be matched, as registering it would. */
@FunctionalInterface
public interface QueryEncoding {
    /** @throws NothingToExplainException if the query cannot be matched */
    RegisteredQuery encode(StandingQuery query);
}

package io.earshot.http;

import io.earshot.query.StandingQuery;

/** What is wanted of a query. */
public sealed interface QueryChange {
    /** It is to be so. */
    record Put(StandingQuery query, boolean enabled) implements QueryChange {}

    /** It is to be matched, or not, and stay as it is otherwise. */
    record Switch(boolean enabled) implements QueryChange {}

    /** It is to go. */
    record Remove() implements QueryChange {}
}

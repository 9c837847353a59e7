package io.earshot.app;

import io.earshot.http.QueryLint;
import io.earshot.http.QueryState;
import io.earshot.query.StandingQuery;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What becomes of written queries, as far as this process knows. */
interface QueryMatching {
    /**
     * Whether an enabled query is matched.
     *
     * @param version of what is written of it
     */
    QueryState state(String id, String version);

    /** Of a query that is matched. */
    List<String> warnings(String id);

    /** Of a query that is refused. */
    List<String> errors(String id);

    /** The queries that are matched, in order of ids. */
    Stream<StandingQuery> matched();

    /** A query as it is matched, in whatever version. */
    Optional<StandingQuery> matched(String id);

    /** What is to be said of a query before it is written. */
    QueryLint lint(StandingQuery query);
}

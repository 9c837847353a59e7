package io.earshot.query;

import java.util.Arrays;
import java.util.List;

/** A few queries of a {@link QueryTable} that stay together. Immutable: a changed tile is another object. */
public final class QueryTile {
    /** Most queries of a tile. */
    public static final int CAPACITY = 16;

    private final RegisteredQuery[] queries;
    private final SourceFilter[] filters;

    private QueryTile(RegisteredQuery[] queries, SourceFilter[] filters) {
        this.queries = queries;
        this.filters = filters;
    }

    static QueryTile of(RegisteredQuery query) {
        return new QueryTile(new RegisteredQuery[] {query}, new SourceFilter[] {filter(query)});
    }

    /** Its queries, at least one. */
    public List<RegisteredQuery> queries() {
        return List.of(queries);
    }

    public int size() {
        return queries.length;
    }

    public RegisteredQuery query(int lane) {
        return queries[lane];
    }

    /** Whether the query of a lane applies to a source. */
    public boolean appliesTo(int lane, String sourceId) {
        return filters[lane].appliesTo(sourceId);
    }

    /** This tile with a query put in a lane; the lane may be the first free one. */
    QueryTile with(int lane, RegisteredQuery query) {
        int size = Math.max(queries.length, lane + 1);
        RegisteredQuery[] nextQueries = Arrays.copyOf(queries, size);
        SourceFilter[] nextFilters = Arrays.copyOf(filters, size);
        nextQueries[lane] = query;
        nextFilters[lane] = filter(query);
        return new QueryTile(nextQueries, nextFilters);
    }

    /** This tile, of at least two queries, without its last. */
    QueryTile withoutLast() {
        int size = queries.length - 1;
        return new QueryTile(Arrays.copyOf(queries, size), Arrays.copyOf(filters, size));
    }

    private static SourceFilter filter(RegisteredQuery query) {
        return SourceFilter.of(query.query().sources());
    }
}

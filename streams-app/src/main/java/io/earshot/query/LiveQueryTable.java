package io.earshot.query;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The table in force: readers take a snapshot, writers put the next one in its place, one after the other. */
public final class LiveQueryTable {
    private final Map<String, List<String>> refusals = new TreeMap<>();
    private final Map<String, List<String>> warnings = new TreeMap<>();
    private volatile QueryTable current = QueryTable.empty();

    /** The snapshot in force now. */
    public QueryTable current() {
        return current;
    }

    /** The errors of each rejected query, by id; a copy. */
    public synchronized Map<String, List<String>> refusals() {
        return new TreeMap<>(refusals);
    }

    /** The warnings of each query that is matched, by id; a copy. */
    public synchronized Map<String, List<String>> warnings() {
        return new TreeMap<>(warnings);
    }

    /** The errors of a query; empty if it is not rejected. */
    public synchronized Optional<List<String>> refusal(String queryId) {
        return Optional.ofNullable(refusals.get(queryId));
    }

    /** The warnings of a query; none if it is not matched. */
    public synchronized List<String> warnings(String queryId) {
        return warnings.getOrDefault(queryId, List.of());
    }

    /** Adds a query without warnings. */
    public void register(RegisteredQuery query) {
        register(query, List.of());
    }

    /** Adds a query, or replaces the one of its id. */
    public synchronized void register(RegisteredQuery query, List<String> warnedOf) {
        forget(query.query().id());
        if (!warnedOf.isEmpty()) {
            warnings.put(query.query().id(), List.copyOf(warnedOf));
        }
        current = current.with(query);
    }

    /** Removes a query that can no longer be matched, and keeps the reasons. */
    public synchronized void refuse(String queryId, List<String> errors) {
        forget(queryId);
        refusals.put(queryId, List.copyOf(errors));
        current = current.without(queryId);
    }

    /** Removes a query, if it is there. */
    public synchronized void delete(String queryId) {
        forget(queryId);
        current = current.without(queryId);
    }

    private void forget(String queryId) {
        refusals.remove(queryId);
        warnings.remove(queryId);
    }
}

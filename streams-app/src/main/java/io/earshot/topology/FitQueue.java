package io.earshot.topology;

import io.earshot.calibration.BackgroundFitter;
import io.earshot.query.QueryTable;
import io.earshot.query.RegisteredQuery;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fits to make, in slices. New and changed queries go first. Sources that are due come in turn, each with all its
 * queries; one that is due again before its turn comes once. So a machine that cannot keep up fits more rarely, and the
 * queue never grows beyond the sources and the new queries.
 */
final class FitQueue {
    /** Queries of a slice: a fraction of a second of work. */
    static final int SLICE = 256;

    private final Map<String, Map<String, RegisteredQuery>> urgent = new LinkedHashMap<>();

    /** By source: the slot of the query that comes next. */
    private final Map<String, Integer> due = new LinkedHashMap<>();

    /**
     * A piece of work.
     *
     * @param sourceId of the source
     * @param queries to fit to it
     * @param isLast whether these are the last of all its queries
     */
    record Slice(String sourceId, List<RegisteredQuery> queries, boolean isLast) {}

    /** Adds the fit of a new or changed query to a source. */
    void add(String sourceId, RegisteredQuery query) {
        urgent.computeIfAbsent(sourceId, id -> new LinkedHashMap<>())
                .put(query.query().id(), query);
    }

    /** Adds the fits of all queries to a source. */
    void addAll(String sourceId) {
        due.putIfAbsent(sourceId, 0);
    }

    /** Whether the fits of all queries to a source wait, and none is made yet. */
    boolean hasAll(String sourceId) {
        return due.getOrDefault(sourceId, -1) == 0;
    }

    /** Removes a source. */
    void remove(String sourceId) {
        urgent.remove(sourceId);
        due.remove(sourceId);
    }

    /** Removes all. */
    void clear() {
        urgent.clear();
        due.clear();
    }

    boolean isEmpty() {
        return urgent.isEmpty() && due.isEmpty();
    }

    /** The next piece of work; taken out. */
    Optional<Slice> next(QueryTable table) {
        if (!urgent.isEmpty()) {
            return Optional.of(nextUrgent());
        }
        Iterator<Map.Entry<String, Integer>> sources = due.entrySet().iterator();
        return sources.hasNext() ? Optional.of(nextDue(sources.next(), table)) : Optional.empty();
    }

    private Slice nextUrgent() {
        Map.Entry<String, Map<String, RegisteredQuery>> source =
                urgent.entrySet().iterator().next();
        List<RegisteredQuery> queries =
                source.getValue().values().stream().limit(SLICE).toList();
        queries.forEach(query -> source.getValue().remove(query.query().id()));
        if (source.getValue().isEmpty()) {
            urgent.remove(source.getKey());
        }
        return new Slice(source.getKey(), queries, false);
    }

    private Slice nextDue(Map.Entry<String, Integer> source, QueryTable table) {
        List<RegisteredQuery> queries = new ArrayList<>();
        int slot = source.getValue();
        for (; slot < table.size() && queries.size() < SLICE; slot++) {
            if (BackgroundFitter.isWanted(table.query(slot))) {
                queries.add(table.query(slot));
            }
        }
        boolean isLast = slot >= table.size();
        if (isLast) {
            due.remove(source.getKey());
        } else {
            source.setValue(slot);
        }
        return new Slice(source.getKey(), queries, isLast);
    }
}

package io.earshot.http;

import io.earshot.query.StandingQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Queries of a test. Every enabled one is matched at once. */
final class BookInMemory implements QueryBook {
    private final TreeMap<String, QueryEntry> entries = new TreeMap<>();
    private final Map<String, List<Changed>> changes = new TreeMap<>();

    @Override
    public synchronized Stream<QueryEntry> after(String id) {
        return List.copyOf(entries.tailMap(id, false).values()).stream();
    }

    @Override
    public synchronized Optional<QueryEntry> find(String id) {
        return Optional.ofNullable(entries.get(id));
    }

    /** Adds an enabled query. */
    void write(String id, String text) {
        change(id, "test", Duration.ZERO, there -> new QueryChange.Put(StandingQuery.of(id, text), true));
    }

    @Override
    public synchronized Written<QueryEntry> change(
            String id, String by, Duration wait, Function<Optional<QueryEntry>, QueryChange> wanted) {
        Optional<QueryEntry> before = find(id);
        QueryChange change = wanted.apply(before);
        if (change instanceof QueryChange.Put put) {
            return put(id, by, before, put, before.isPresent() ? "changed" : "added");
        }
        if (change instanceof QueryChange.Switch to) {
            StandingQuery query = before.orElseThrow().query().orElseThrow();
            QueryChange.Put put = new QueryChange.Put(query, to.enabled());
            return put(id, by, before, put, to.enabled() ? "enabled" : "disabled");
        }
        entries.remove(id);
        noted(id, new Changed(by, Instant.EPOCH, "removed", ""));
        return new Written<>(before, Optional.empty(), true);
    }

    private Written<QueryEntry> put(
            String id, String by, Optional<QueryEntry> before, QueryChange.Put put, String what) {
        boolean isNew = before.filter(old -> old.enabled() == put.enabled()
                        && old.query().orElseThrow().equals(put.query()))
                .isEmpty();
        if (isNew) {
            Changed changed = new Changed(by, Instant.EPOCH, what, Integer.toHexString(put.hashCode()));
            entries.put(id, entry(put, changed));
            noted(id, changed);
        }
        return new Written<>(before, find(id), isNew);
    }

    private static QueryEntry entry(QueryChange.Put put, Changed changed) {
        return new QueryEntry(
                put.query().id(),
                Optional.of(put.query()),
                put.query().text(),
                put.enabled(),
                put.enabled() ? QueryState.REGISTERED : QueryState.DISABLED,
                List.of(),
                List.of(),
                changed.etag(),
                Optional.of(changed));
    }

    private void noted(String id, Changed changed) {
        changes.computeIfAbsent(id, any -> new ArrayList<>()).add(changed);
    }

    @Override
    public synchronized List<Changed> history(String id) {
        return List.copyOf(changes.getOrDefault(id, List.of()));
    }

    @Override
    public QueryLint lint(StandingQuery query) {
        return new QueryLint(
                List.of("of " + query.text()),
                List.of(),
                List.of(new QueryLint.NearDuplicate("hound", "a hound", 0.99)));
    }
}

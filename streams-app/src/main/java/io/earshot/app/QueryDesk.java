package io.earshot.app;

import io.earshot.cluster.FollowedTable;
import io.earshot.cluster.FollowedTable.Entry;
import io.earshot.http.Changed;
import io.earshot.http.QueryBook;
import io.earshot.http.QueryChange;
import io.earshot.http.QueryEntry;
import io.earshot.http.QueryLint;
import io.earshot.http.QueryState;
import io.earshot.http.Written;
import io.earshot.query.StandingQuery;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

/** The standing queries: read from memory that follows their topic, written to the topic. Safe for several threads. */
final class QueryDesk implements QueryBook {
    private static final long LOOK_MILLIS = 20;
    private static final String LEFT_OVER =
            "it is in no topic of queries any more, but matched wherever its model runs:" + " remove it";

    private final FollowedTable<WrittenQuery> table;
    private final QueryWriting writing;
    private final QueryMatching matching;
    private final Function<String, List<Changed>> histories;
    private final StripedLocks locks = new StripedLocks();

    /** @param histories reads who changed a query, oldest first */
    QueryDesk(
            FollowedTable<WrittenQuery> table,
            QueryWriting writing,
            QueryMatching matching,
            Function<String, List<Changed>> histories) {
        this.table = table;
        this.writing = writing;
        this.matching = matching;
        this.histories = histories;
    }

    @Override
    public Stream<QueryEntry> after(String id) throws InterruptedException {
        TopicReading.requireFilled(table);
        NavigableMap<String, Entry<WrittenQuery>> all = table.all();
        Stream<QueryEntry> written = all.tailMap(id, false).values().stream().map(this::entry);
        List<QueryEntry> leftOver = matching.matched()
                .filter(query -> query.id().compareTo(id) > 0 && !all.containsKey(query.id()))
                .map(QueryDesk::leftOver)
                .toList();
        return leftOver.isEmpty()
                ? written
                : Stream.concat(written, leftOver.stream()).sorted(Comparator.comparing(QueryEntry::id));
    }

    @Override
    public Optional<QueryEntry> find(String id) throws InterruptedException {
        TopicReading.requireFilled(table);
        return table.find(id).map(this::entry).or(() -> matching.matched(id).map(QueryDesk::leftOver));
    }

    @Override
    public Written<QueryEntry> change(
            String id, String by, Duration wait, Function<Optional<QueryEntry>, QueryChange> wanted)
            throws InterruptedException {
        Optional<QueryEntry> before;
        QueryChange change;
        boolean isNew;
        synchronized (locks.of(id)) {
            TopicReading.requireNewest(table);
            before = find(id);
            change = wanted.apply(before);
            isNew = writing.write(id, by, table.find(id).map(Entry::value), change);
        }
        if (change instanceof QueryChange.Remove) {
            await(wait, () -> matching.matched(id).isEmpty());
            return new Written<>(before, Optional.empty(), isNew);
        }
        return new Written<>(before, judged(id, wait), isNew);
    }

    /** A refusal may be one of what was written before; only the registrar knows at once. */
    private Optional<QueryEntry> judged(String id, Duration wait) throws InterruptedException {
        Optional<StandingQuery> query =
                table.find(id).map(Entry::value).filter(WrittenQuery::isEnabled).flatMap(WrittenQuery::query);
        if (query.isEmpty()) {
            return find(id);
        }
        QueryLint lint = matching.lint(query.get());
        if (!lint.errors().isEmpty()) {
            return find(id).map(entry -> entry.with(QueryState.REFUSED, lint.warnings(), lint.errors()));
        }
        String version =
                table.find(id).map(Entry::value).map(WrittenQuery::version).orElse("");
        await(
                wait,
                () -> matching.state(id, version) == QueryState.REGISTERED
                        || matching.state(id, version) == QueryState.UNKNOWN);
        return find(id).map(entry -> entry.state() == QueryState.REGISTERED || entry.state() == QueryState.UNKNOWN
                ? entry.with(entry.state(), lint.warnings(), List.of())
                : entry.with(pending(entry.state()), lint.warnings(), List.of()));
    }

    private static QueryState pending(QueryState state) {
        return state == QueryState.REFUSED ? QueryState.PENDING : state;
    }

    private static void await(Duration most, BooleanSupplier isDone) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (!isDone.getAsBoolean() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private QueryEntry entry(Entry<WrittenQuery> entry) {
        WrittenQuery written = entry.value();
        QueryState state = state(entry.key(), written);
        List<String> errors = written.problems().isEmpty() && state == QueryState.REFUSED
                ? matching.errors(entry.key())
                : written.problems();
        return new QueryEntry(
                entry.key(),
                written.query(),
                written.text(),
                written.isEnabled(),
                state,
                state == QueryState.REGISTERED ? matching.warnings(entry.key()) : List.of(),
                errors,
                entry.digest(),
                entry.note().map(note -> new Changed(note.by(), note.at(), note.what(), entry.digest())));
    }

    private QueryState state(String id, WrittenQuery written) {
        if (!written.isEnabled()) {
            return QueryState.DISABLED;
        }
        return written.problems().isEmpty() ? matching.state(id, written.version()) : QueryState.REFUSED;
    }

    private static QueryEntry leftOver(StandingQuery query) {
        return new QueryEntry(
                query.id(),
                Optional.of(query),
                query.text(),
                true,
                QueryState.LEFT_OVER,
                List.of(),
                List.of(LEFT_OVER),
                "",
                Optional.empty());
    }

    @Override
    public List<Changed> history(String id) {
        return histories.apply(id);
    }

    @Override
    public QueryLint lint(StandingQuery query) {
        return matching.lint(query);
    }
}

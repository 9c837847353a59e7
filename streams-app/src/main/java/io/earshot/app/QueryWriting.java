package io.earshot.app;

import io.earshot.cluster.FollowedTable;
import io.earshot.http.QueryChange;
import io.earshot.ingest.QueryPublisher;
import io.earshot.query.StandingQuery;
import io.earshot.wire.ChangeNote;
import io.earshot.wire.QueryRecord;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Writes queries and waits until the table has them. */
final class QueryWriting {
    private final FollowedTable<WrittenQuery> table;
    private final QueryPublisher publisher;
    private final LeftOvers leftOvers;
    private final Clock clock;

    /** Removes the registrations of a query that no topic of queries has. */
    @FunctionalInterface
    interface LeftOvers {
        void remove(String queryId) throws InterruptedException;
    }

    QueryWriting(FollowedTable<WrittenQuery> table, QueryPublisher publisher, LeftOvers leftOvers, Clock clock) {
        this.table = table;
        this.publisher = publisher;
        this.leftOvers = leftOvers;
        this.clock = clock;
    }

    /** Writes what is wanted unless it is there already; whether anything was written. */
    boolean write(String id, String by, Optional<WrittenQuery> there, QueryChange change) throws InterruptedException {
        if (change instanceof QueryChange.Put put) {
            return put(by, there, put.query(), put.enabled());
        }
        if (change instanceof QueryChange.Switch wanted) {
            return turn(by, there.orElseThrow(), wanted.enabled());
        }
        requireRead(publisher.remove(id, note(by, "removed")));
        if (there.isEmpty()) {
            leftOvers.remove(id);
        }
        return true;
    }

    private boolean put(String by, Optional<WrittenQuery> there, StandingQuery query, boolean enabled)
            throws InterruptedException {
        boolean isSame = there.filter(written -> written.says(query, enabled)).isPresent();
        if (!isSame) {
            QueryRecord record = QueryRecord.of(query).withEnabled(enabled);
            requireRead(publisher.put(record, note(by, there.isPresent() ? "changed" : "added")));
        }
        return !isSame;
    }

    private boolean turn(String by, WrittenQuery there, boolean enabled) throws InterruptedException {
        boolean isSame = there.isEnabled() == enabled;
        if (!isSame) {
            QueryRecord record = there.record().orElseThrow().withEnabled(enabled);
            requireRead(publisher.put(record, note(by, enabled ? "enabled" : "disabled")));
        }
        return !isSame;
    }

    private void requireRead(RecordMetadata written) throws InterruptedException {
        TopicReading.requireRecord(table, written.partition(), written.offset());
    }

    private ChangeNote note(String by, String what) {
        return new ChangeNote(by, clock.instant().truncatedTo(ChronoUnit.MICROS), what);
    }
}

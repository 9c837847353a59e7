package io.earshot.app;

import io.earshot.query.LiveQueryTable;
import io.earshot.query.StandingQuery;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Whether the query table has heard of every query that stood in the topic of queries when the service started. Until it
 * has, audio would be judged by half a table.
 */
final class QueryCoverage {
    private final Set<String> missing = new TreeSet<>();

    /** Reads the topic once; ids are kept until the table knows them. */
    QueryCoverage(TopicReader reader, String topic, Deserializer<Decoded<QueryRecord>> decoder) {
        reader.readAll(topic, (id, bytes) -> {
            if (id != null) {
                missing.remove(id);
                expect(bytes == null ? null : decoder.deserialize(topic, bytes));
            }
        });
    }

    /** Whether none is missing any more; cheap once it has said yes. */
    synchronized boolean isComplete(LiveQueryTable table) {
        missing.removeIf(
                id -> table.current().find(id).isPresent() || table.refusals().containsKey(id));
        return missing.isEmpty();
    }

    /** A query that was removed meanwhile need not appear. */
    synchronized void deleted(String queryId) {
        missing.remove(queryId);
    }

    /** What cannot be read, is refused or disabled never appears in the table and is not waited for. */
    private void expect(Decoded<QueryRecord> decoded) {
        if (decoded != null) {
            decoded.value().flatMap(QueryRecord::query).map(StandingQuery::id).ifPresent(missing::add);
        }
    }
}

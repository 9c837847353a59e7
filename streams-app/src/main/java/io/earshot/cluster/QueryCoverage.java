package io.earshot.cluster;

import io.earshot.query.LiveQueryTable;
import io.earshot.query.QueryVersion;
import io.earshot.query.StandingQuery;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Whether the query table has caught up with the topic of queries: whether each query that was written up to now is
 * matched as it was written last, or refused. As long as it is not, audio is judged by a part of the table.
 */
public final class QueryCoverage implements AutoCloseable {
    /** Stands for the version of what has none because it will be refused. */
    private static final String NONE = "";

    private final String topic;
    private final Deserializer<Decoded<QueryRecord>> decoder;
    private final TreeMap<String, String> missing = new TreeMap<>();
    private final TreeMap<String, QueryRecord> disabled = new TreeMap<>();

    private volatile TopicTail tail;

    public QueryCoverage(String topic, Deserializer<Decoded<QueryRecord>> decoder) {
        this.topic = topic;
        this.decoder = decoder;
    }

    /**
     * Starts to read the topic.
     *
     * @param broken gets the reason why nothing more can be read
     */
    public void follow(KafkaAccess kafka, Consumer<RuntimeException> broken) {
        tail = TopicTail.fromStart(kafka, topic, this::written, broken);
    }

    /** Takes note of a record of the topic; what cannot be read, or is disabled, will not be matched and is not waited for. */
    synchronized void written(String id, byte[] bytes) {
        if (id == null) {
            return;
        }
        missing.remove(id);
        disabled.remove(id);
        if (bytes != null) {
            decoder.deserialize(topic, bytes)
                    .value()
                    .filter(record -> record.id().equals(id))
                    .ifPresent(this::expect);
        }
    }

    private void expect(QueryRecord record) {
        if (record.enabled()) {
            Optional<StandingQuery> query = record.query();
            missing.put(record.id(), query.map(QueryVersion::of).orElse(NONE));
        } else {
            disabled.put(record.id(), record);
        }
    }

    /** Whether all that was written is known, and matched or refused. */
    public boolean isComplete(LiveQueryTable table) {
        return isRead() && missing(table) == 0;
    }

    /** What becomes of the queries, in a few words. */
    public String state(LiveQueryTable table) {
        if (!isRead()) {
            return "are being read";
        }
        int missing = missing(table);
        return missing == 0 ? "are all matched" : "are being encoded, " + missing + " to go";
    }

    private boolean isRead() {
        return tail != null && tail.isAtEnd();
    }

    /** How many queries are still waited for; cheap once it has said none. */
    synchronized int missing(LiveQueryTable table) {
        missing.entrySet().removeIf(query -> isKnown(table, query.getKey(), query.getValue()));
        return missing.size();
    }

    /** The queries that are kept but not matched, by id. */
    public synchronized List<QueryRecord> disabled() {
        return List.copyOf(disabled.values());
    }

    @Override
    public void close() {
        tail.close();
    }

    /** A refusal does not say of which version it is. */
    private static boolean isKnown(LiveQueryTable table, String id, String version) {
        return table.refusals().containsKey(id)
                || table.current()
                        .find(id)
                        .filter(registered -> registered.version().equals(version))
                        .isPresent();
    }
}

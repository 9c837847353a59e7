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
 * Whether the query table has caught up with the topic of queries: whether the latest version of each query written so far is
 * matched or rejected. Until then, audio is matched against a part of the queries.
 */
public final class QueryCoverage implements AutoCloseable {
    /** The version of a query that will be rejected. */
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
     * @param broken gets the failure that ends the reading
     */
    public void follow(KafkaAccess kafka, Consumer<RuntimeException> broken) {
        tail = TopicTail.fromStart(kafka, "coverage of " + topic, topic, this::written, broken);
    }

    /** Accepts a record of the topic. Nobody waits for unreadable and disabled queries, which are never matched. */
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

    /** Whether the topic is read and each of its queries matched or rejected. */
    public boolean isComplete(LiveQueryTable table) {
        return isRead() && missing(table) == 0;
    }

    /** The state of the queries in a few words. */
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

    /** How many queries are still to be matched; cheap once there is none. */
    synchronized int missing(LiveQueryTable table) {
        missing.entrySet().removeIf(query -> isKnown(table, query.getKey(), query.getValue()));
        return missing.size();
    }

    /** The disabled queries, by id. */
    public synchronized List<QueryRecord> disabled() {
        return List.copyOf(disabled.values());
    }

    @Override
    public void close() {
        tail.close();
    }

    /** A rejection has no version. */
    private static boolean isKnown(LiveQueryTable table, String id, String version) {
        return table.refusals().containsKey(id)
                || table.current()
                        .find(id)
                        .filter(registered -> registered.version().equals(version))
                        .isPresent();
    }
}

package io.earshot.cluster;

import io.earshot.query.KeptEvidence;
import io.earshot.query.StandingQuery;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import io.earshot.wire.WireSerdes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** What each query wants to be kept of its events, as its topic says now. */
public final class EvidenceWishes implements AutoCloseable {
    private final Map<String, KeptEvidence> byQuery = new ConcurrentHashMap<>();
    private final Deserializer<Decoded<QueryRecord>> decoder;
    private final TopicTail tail;

    /** @param broken gets the failure that ends the reading */
    public EvidenceWishes(KafkaAccess kafka, String topic, WireSerdes wire, Consumer<RuntimeException> broken) {
        this.decoder = wire.queries().deserializer();
        this.tail =
                TopicTail.fromStart(kafka, "wishes in " + topic, topic, (id, bytes) -> take(topic, id, bytes), broken);
    }

    /** Whether every query written so far is known. */
    public boolean isComplete() {
        return tail.isAtEnd();
    }

    /** What a query wants; empty: nothing. */
    public Optional<KeptEvidence> of(String queryId) {
        return Optional.ofNullable(byQuery.get(queryId));
    }

    /** All wishes by the ids of their queries. */
    public Map<String, KeptEvidence> all() {
        return Map.copyOf(byQuery);
    }

    @Override
    public void close() {
        tail.close();
    }

    private void take(String topic, String id, byte[] bytes) {
        if (id == null) {
            return;
        }
        read(topic, bytes).ifPresentOrElse(wish -> byQuery.put(id, wish), () -> byQuery.remove(id));
    }

    private Optional<KeptEvidence> read(String topic, byte[] bytes) {
        try {
            return Optional.ofNullable(bytes)
                    .map(value -> decoder.deserialize(topic, value))
                    .flatMap(Decoded::value)
                    .flatMap(QueryRecord::content)
                    .flatMap(StandingQuery::evidence);
        } catch (SerializationException e) {
            // The service reports it where it registers queries.
            return Optional.empty();
        }
    }
}

package io.earshot.cluster;

import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import io.earshot.wire.WireSerdes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Deserializer;

/** The standing queries in their topic. */
public final class QueryCatalog {
    private final Map<String, Decoded<QueryRecord>> byId;

    private QueryCatalog(Map<String, Decoded<QueryRecord>> byId) {
        this.byId = byId;
    }

    /** Reads the whole topic. */
    public static QueryCatalog read(KafkaAccess kafka, String topic, WireSerdes wire) {
        Map<String, Decoded<QueryRecord>> byId = new TreeMap<>();
        Deserializer<Decoded<QueryRecord>> decoder = wire.queries().deserializer();
        TopicRead.all(kafka, topic, (id, bytes) -> {
            if (id != null && bytes == null) {
                byId.remove(id);
            } else if (id != null) {
                byId.put(id, decoder.deserialize(topic, bytes));
            }
        });
        return new QueryCatalog(byId);
    }

    /** Ids of all, in order. */
    public List<String> ids() {
        return List.copyOf(byId.keySet());
    }

    /** The latest record of an id. */
    public Optional<Decoded<QueryRecord>> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}

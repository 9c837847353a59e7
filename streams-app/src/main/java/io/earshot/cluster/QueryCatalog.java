package io.earshot.cluster;

import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import io.earshot.wire.WireSerdes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The standing queries in their topic. */
public final class QueryCatalog {
    private final Map<String, Decoded<QueryRecord>> byId;

    private QueryCatalog(Map<String, Decoded<QueryRecord>> byId) {
        this.byId = byId;
    }

    /** Reads the whole topic. */
    public static QueryCatalog read(KafkaAccess kafka, String topic, WireSerdes wire) {
        return new QueryCatalog(TopicRead.newest(kafka, topic, wire.queries().deserializer()));
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

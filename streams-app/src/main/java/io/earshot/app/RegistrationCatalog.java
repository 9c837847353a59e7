package io.earshot.app;

import io.earshot.query.QueryRegistration;
import io.earshot.topology.QueryKey;
import io.earshot.wire.Decoded;
import io.earshot.wire.WireSerdes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;

/** What became of the standing queries, as it stands in the topic of their embeddings. */
public final class RegistrationCatalog {
    private final Map<String, QueryRegistration> byId;

    private RegistrationCatalog(Map<String, QueryRegistration> byId) {
        this.byId = byId;
    }

    /** Reads the whole topic; of a query that was registered for several models, the latest counts. */
    public static RegistrationCatalog read(KafkaAccess kafka, String topic, WireSerdes wire) {
        Map<String, QueryRegistration> byId = new HashMap<>();
        Deserializer<Decoded<QueryRegistration>> decoder =
                wire.queryEmbeddings().deserializer();
        new TopicReader(kafka).readAll(topic, (key, bytes) -> {
            String id = QueryKey.parse(key).queryId();
            byId.remove(id);
            if (bytes != null) {
                decoder.deserialize(topic, bytes).value().ifPresent(found -> byId.put(id, found));
            }
        });
        return new RegistrationCatalog(byId);
    }

    /** What the writer of a query is to be warned of; none if it is not registered. */
    public List<String> warnings(String queryId) {
        return byId.containsKey(queryId) ? byId.get(queryId).warnings() : List.of();
    }

    /** Why a query cannot be matched; none if it can, or is not registered. */
    public List<String> errors(String queryId) {
        return byId.containsKey(queryId) ? byId.get(queryId).errors() : List.of();
    }
}

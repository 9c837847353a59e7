package io.earshot.app;

import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import io.earshot.wire.WireSerdes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Deserializer;

/** The standing queries as they stand in their topic. */
public final class QueryCatalog {
    private final Map<String, Decoded<QueryRecord>> byId;

    private QueryCatalog(Map<String, Decoded<QueryRecord>> byId) {
        this.byId = byId;
    }

    /** Reads the whole topic. */
    public static QueryCatalog read(KafkaAccess kafka, String topic, WireSerdes wire) {
        Map<String, Decoded<QueryRecord>> byId = new TreeMap<>();
        Deserializer<Decoded<QueryRecord>> decoder = wire.queries().deserializer();
        new TopicReader(kafka).readAll(topic, (id, bytes) -> {
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

    /** A line for each: id, state, text. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        byId.forEach((id, decoded) -> lines.add(id + "\t" + line(decoded)));
        return lines;
    }

    private static String line(Decoded<QueryRecord> decoded) {
        if (decoded instanceof Decoded.Undecodable<QueryRecord> undecodable) {
            return "unreadable\t" + undecodable.reason();
        }
        QueryRecord query = decoded.value().orElseThrow();
        if (!query.problems().isEmpty()) {
            return "refused\t" + query.text() + "\t" + String.join("; ", query.problems());
        }
        String state =
                query.enabled() ? "at " + query.query().orElseThrow().rules().openConfidence() : "disabled";
        return state + "\t" + query.text();
    }
}

package io.earshot.cluster;

import io.earshot.query.QueryRegistration;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import io.earshot.topology.QueryKey;
import io.earshot.wire.Decoded;
import io.earshot.wire.WireSerdes;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;

/** The registrations of the standing queries, in the topic of their embeddings. */
public final class RegistrationCatalog {
    private final String topic;
    private final Map<String, QueryRegistration> byId = new HashMap<>();
    private final Map<String, Set<String>> keysById = new TreeMap<>();

    private RegistrationCatalog(String topic) {
        this.topic = topic;
    }

    /** Reads the whole topic; of the registrations of a query for several models, the latest counts. */
    public static RegistrationCatalog read(KafkaAccess kafka, String topic, WireSerdes wire) {
        RegistrationCatalog catalog = new RegistrationCatalog(topic);
        Deserializer<Decoded<QueryRegistration>> decoder =
                wire.queryEmbeddings().deserializer();
        TopicRead.all(kafka, topic, (key, bytes) -> catalog.put(key, bytes, decoder));
        return catalog;
    }

    private void put(String key, byte[] bytes, Deserializer<Decoded<QueryRegistration>> decoder) {
        String id = QueryKey.parse(key).queryId();
        byId.remove(id);
        Set<String> keys = keysById.computeIfAbsent(id, any -> new TreeSet<>());
        if (bytes == null) {
            keys.remove(key);
        } else {
            keys.add(key);
            decoder.deserialize(topic, bytes).value().ifPresent(found -> byId.put(id, found));
        }
        if (keys.isEmpty()) {
            keysById.remove(id);
        }
    }

    /** Ids of the queries registered for any model, in order. */
    public Set<String> ids() {
        return Collections.unmodifiableSet(keysById.keySet());
    }

    /** The query as it is matched; empty if it is rejected or not registered. */
    public Optional<StandingQuery> query(String queryId) {
        return Optional.ofNullable(byId.get(queryId))
                .flatMap(QueryRegistration::registered)
                .map(RegisteredQuery::query);
    }

    /**
     * Removes the registrations of a query for all models. A service removes only those of queries in the topic of queries.
     *
     * @throws KafkaException if that fails
     */
    public void remove(KafkaAccess kafka, String queryId) throws InterruptedException {
        try (Producer<String, byte[]> producer = kafka.producer(new ByteArraySerializer())) {
            for (String key : keysById.getOrDefault(queryId, Set.of())) {
                producer.send(new ProducerRecord<>(topic, key, null)).get();
            }
        } catch (ExecutionException e) {
            throw KafkaFailure.of(e);
        }
    }

    /** Warnings of a query; none if it is not registered. */
    public List<String> warnings(String queryId) {
        return byId.containsKey(queryId) ? byId.get(queryId).warnings() : List.of();
    }

    /** Why a query cannot be matched; none if it can, or is not registered. */
    public List<String> errors(String queryId) {
        return byId.containsKey(queryId) ? byId.get(queryId).errors() : List.of();
    }
}

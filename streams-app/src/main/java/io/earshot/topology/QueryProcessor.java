package io.earshot.topology;

import io.earshot.metrics.TaggingMetrics;
import io.earshot.query.QueryRegistration;
import io.earshot.query.StandingQuery;
import io.earshot.register.QueryRegistrar;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import java.util.Optional;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Query records to registrations: each text is encoded here, once, for all instances. */
final class QueryProcessor extends ContextualProcessor<String, byte[], String, Object> {
    private final QueryRegistrar registrar;
    private final Deserializer<Decoded<QueryRecord>> decoder;
    private final String topic;
    private final TaggingMetrics metrics;

    QueryProcessor(
            QueryRegistrar registrar,
            Deserializer<Decoded<QueryRecord>> decoder,
            String topic,
            TaggingMetrics metrics) {
        this.registrar = registrar;
        this.decoder = decoder;
        this.topic = topic;
        this.metrics = metrics;
    }

    @Override
    public void process(Record<String, byte[]> record) {
        if (record.key() == null) {
            reject(record, "a query record without a key");
        } else if (record.key().length() > StandingQuery.MAX_ID_CHARS) {
            reject(
                    record,
                    "a query record with a key of " + record.key().length() + " characters, at most "
                            + StandingQuery.MAX_ID_CHARS);
        } else if (record.value() == null) {
            emit(record, Optional.empty());
        } else {
            Decoded<QueryRecord> decoded = decoder.deserialize(topic, record.value());
            if (decoded instanceof Decoded.Present<QueryRecord> present) {
                accept(record, present.content());
            } else if (decoded instanceof Decoded.Undecodable<QueryRecord> undecodable) {
                reject(record, undecodable.reason());
            }
        }
    }

    private void accept(Record<String, byte[]> record, QueryRecord written) {
        if (!written.id().equals(record.key())) {
            reject(record, "the record's key " + record.key() + " is not the query's id " + written.id());
        } else if (!written.enabled()) {
            emit(record, Optional.empty());
        } else if (!written.problems().isEmpty()) {
            emit(
                    record,
                    Optional.of(QueryRegistration.refused(written.id(), registrar.modelDigest(), written.problems())));
        } else {
            emit(record, written.query().map(registrar::register));
        }
    }

    /** No registration is a tombstone: the query was removed or disabled. */
    private void emit(Record<String, byte[]> record, Optional<QueryRegistration> registration) {
        String key = new QueryKey(record.key(), registrar.modelDigest()).text();
        Decoded<QueryRegistration> value = registration
                .<Decoded<QueryRegistration>>map(Decoded.Present::new)
                .orElse(null);
        context().forward(record.withKey(key).withValue(value), QueryTopology.SINK_EMBEDDINGS);
    }

    private void reject(Record<String, byte[]> record, String detail) {
        metrics.query("undecodable");
        context()
                .forward(
                        DeadLetters.of(record, "undecodable", detail, context().recordMetadata()),
                        QueryTopology.SINK_DEAD_LETTERS);
    }
}

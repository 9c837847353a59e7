package io.earshot.topology;

import io.earshot.metrics.TaggingMetrics;
import io.earshot.query.LiveQueryTable;
import io.earshot.query.QueryRegistration;
import io.earshot.wire.Decoded;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the query table at what the topic of query embeddings says. Runs on the global thread, so that audio never
 * delays a query, and again from the topic's start after a restart: the table is its only state.
 */
final class QueryTableProcessor implements Processor<String, byte[], Void, Void> {
    private static final Logger LOG = LoggerFactory.getLogger(QueryTableProcessor.class);

    private final String modelDigest;
    private final String topic;
    private final Deserializer<Decoded<QueryRegistration>> decoder;
    private final LiveQueryTable queries;
    private final TaggingMetrics metrics;

    QueryTableProcessor(
            String modelDigest,
            String topic,
            Deserializer<Decoded<QueryRegistration>> decoder,
            LiveQueryTable queries,
            TaggingMetrics metrics) {
        this.modelDigest = modelDigest;
        this.topic = topic;
        this.decoder = decoder;
        this.queries = queries;
        this.metrics = metrics;
    }

    @Override
    public void process(Record<String, byte[]> record) {
        QueryKey key = QueryKey.parse(record.key());
        if (!key.modelDigest().equals(modelDigest)) {
            return;
        }
        if (record.value() == null) {
            queries.delete(key.queryId());
            metrics.query("removed");
            return;
        }
        Decoded<QueryRegistration> decoded = decoder.deserialize(topic, record.value());
        if (decoded instanceof Decoded.Present<QueryRegistration> present) {
            apply(present.content());
        } else if (decoded instanceof Decoded.Undecodable<QueryRegistration> undecodable) {
            // A bad record must never stop the global thread: the query stays as it was.
            LOG.warn("Embedding of query {} cannot be read: {}", key.queryId(), undecodable.reason());
            metrics.query("undecodable");
        }
    }

    private void apply(QueryRegistration registration) {
        registration
                .registered()
                .ifPresentOrElse(
                        query -> queries.register(query, registration.warnings()),
                        () -> queries.refuse(registration.queryId(), registration.errors()));
        metrics.query(registration.registered().isPresent() ? "registered" : "refused");
    }
}

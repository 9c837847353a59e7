package io.earshot.topology;

import io.earshot.query.QueryRegistration;
import io.earshot.wire.Decoded;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the topic of query embeddings to the query table. Runs on the global thread, so that audio never delays a query,
 * and again from the topic's start after a restart: the table is its only state.
 */
final class QueryTableProcessor implements Processor<String, Decoded<QueryRegistration>, Void, Void> {
    private static final Logger LOG = LoggerFactory.getLogger(QueryTableProcessor.class);

    private final TaggingStages stages;

    QueryTableProcessor(TaggingStages stages) {
        this.stages = stages;
    }

    @Override
    public void process(Record<String, Decoded<QueryRegistration>> record) {
        QueryKey key = QueryKey.parse(record.key());
        if (!key.modelDigest().equals(stages.tagger().modelDigest())) {
            return;
        }
        if (record.value() == null) {
            stages.queries().delete(key.queryId());
            stages.metrics().query("removed");
        } else if (record.value() instanceof Decoded.Present<QueryRegistration> present) {
            applyIfSound(key.queryId(), present.content());
        } else if (record.value() instanceof Decoded.Undecodable<QueryRegistration> undecodable) {
            // A bad record must never stop the global thread: the query stays as it was.
            LOG.warn("Embedding of query {} cannot be read: {}", key.queryId(), undecodable.reason());
            stages.metrics().query("undecodable");
        }
    }

    /** Whatever a record says must never stop the global thread. */
    private void applyIfSound(String queryId, QueryRegistration registration) {
        try {
            apply(registration);
        } catch (RuntimeException e) {
            LOG.warn("Embedding of query {} cannot be used: {}", queryId, e.toString());
            stages.metrics().query("undecodable");
        }
    }

    private void apply(QueryRegistration registration) {
        registration
                .registered()
                .ifPresentOrElse(
                        query -> stages.queries().register(query, registration.warnings()),
                        () -> stages.queries().refuse(registration.queryId(), registration.errors()));
        stages.metrics().query(registration.registered().isPresent() ? "registered" : "refused");
    }
}

package io.earshot.topology;

import io.earshot.metrics.TaggingMetrics;
import io.earshot.query.QueryRegistration;
import io.earshot.query.StandingQuery;
import io.earshot.register.QueryRegistrar;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Query records to registrations: each text is encoded here, once, for all instances.
 *
 * <p>Queries are held back until several can be registered at once, and what comes of the records is passed on in their order, before what
 * they came from is committed.
 */
final class QueryProcessor extends ContextualProcessor<String, byte[], String, Object> {
    /** More are hardly faster, and would keep one that is written behind them waiting. */
    private static final int MOST = 32;

    private final QueryRegistrar registrar;
    private final Deserializer<Decoded<QueryRecord>> decoder;
    private final String topic;
    private final TaggingMetrics metrics;
    private final Caution caution;
    private final Deque<Held> held = new ArrayDeque<>();

    /** A query that is to be registered, and the record that it came with. */
    private record Held(Record<String, byte[]> record, StandingQuery query, RecordPlace place) {}

    /** @param caution shared by all tasks of the application */
    QueryProcessor(
            QueryRegistrar registrar,
            Deserializer<Decoded<QueryRecord>> decoder,
            String topic,
            TaggingMetrics metrics,
            Caution caution) {
        this.registrar = registrar;
        this.decoder = decoder;
        this.topic = topic;
        this.metrics = metrics;
        this.caution = caution;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        super.init(context);
        held.clear();
        CommitHook hook = context.getStateStore(QueryTopology.HELD_QUERIES);
        hook.beforeCommit(this::passOnAll);
    }

    /** What is held back then comes again. */
    @Override
    public void close() {
        held.clear();
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
            written.query().ifPresentOrElse(query -> hold(record, query), () -> emit(record, Optional.empty()));
        }
    }

    private void hold(Record<String, byte[]> record, StandingQuery query) {
        held.add(new Held(record, query, RecordPlace.of(context())));
        if (held.size() >= (caution.isTaken() ? 1 : MOST)) {
            passOnAll();
        }
    }

    /** If that fails none is held any longer, and for some time each is registered alone. */
    private void passOnAll() {
        if (held.isEmpty()) {
            return;
        }
        List<Held> together = List.copyOf(held);
        held.clear();
        List<QueryRegistration> registrations = register(together);
        for (int i = 0; i < together.size(); i++) {
            Held one = together.get(i);
            QueryRegistration registration = registrations.get(i);
            one.place.run(context(), () -> forward(one.record, Optional.of(registration)));
        }
    }

    private List<QueryRegistration> register(List<Held> together) {
        try {
            return registrar.register(together.stream().map(Held::query).toList());
        } catch (RuntimeException e) {
            caution.take();
            // Several are nobody's record: the thread has to fail, and nothing is set aside.
            throw together.size() == 1
                    ? e
                    : new KafkaException("queries could not be registered together: " + e.getMessage(), e);
        }
    }

    /** Behind what is held back, which may be of the same query. */
    private void emit(Record<String, byte[]> record, Optional<QueryRegistration> registration) {
        passOnAll();
        forward(record, registration);
    }

    /** No registration is a tombstone: the query was removed or disabled. */
    private void forward(Record<String, byte[]> record, Optional<QueryRegistration> registration) {
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

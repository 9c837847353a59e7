package io.earshot.topology;

import io.earshot.metrics.TaggingMetrics;
import io.earshot.register.QueryRegistrar;
import io.earshot.wire.WireSerdes;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/** From standing queries to their embeddings, each text encoded once. An application of its own, so that audio never delays it. */
public final class QueryTopology {
    static final String QUERIES = "queries";
    static final String ENCODE = "encode-queries";
    static final String HELD_QUERIES = "held-queries";
    static final String SINK_EMBEDDINGS = "sink-query-embeddings";
    static final String SINK_DEAD_LETTERS = "sink-dead-letters";

    private QueryTopology() {}

    /** The whole chain, wired. */
    public static Topology build(Topics topics, WireSerdes wire, QueryRegistrar registrar, TaggingMetrics metrics) {
        StringSerializer keys = new StringSerializer();
        String queries = topics.queries().name();
        Caution caution = new Caution(System::nanoTime);
        return new Topology()
                .addSource(
                        AutoOffsetReset.earliest(),
                        QUERIES,
                        new StringDeserializer(),
                        new ByteArrayDeserializer(),
                        queries)
                .addProcessor(
                        ENCODE,
                        () -> new QueryProcessor(registrar, wire.queries().deserializer(), queries, metrics, caution),
                        QUERIES)
                .addStateStore(CommitHook.builder(HELD_QUERIES), ENCODE)
                .addSink(
                        SINK_EMBEDDINGS,
                        topics.queryEmbeddings().name(),
                        keys,
                        new BoundedSerializer<>(wire.queryEmbeddings().serializer()),
                        ENCODE)
                .addSink(SINK_DEAD_LETTERS, topics.deadLetters().name(), keys, new ByteArraySerializer(), ENCODE);
    }
}

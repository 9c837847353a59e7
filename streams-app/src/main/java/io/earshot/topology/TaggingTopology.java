package io.earshot.topology;

import io.earshot.wire.StateSerdes;
import io.earshot.wire.WireSerdes;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * From audio chunks to match events, near misses and coverage. {@code expected_topology.txt} in the tests shows it; changing that
 * file is a decision, because the names of stores are those of changelogs that hold state in flight.
 */
public final class TaggingTopology {
    static final String CHUNKS = "audio-chunks";
    static final String CUT = "cut-segments";
    static final String ENCODE = "encode-segments";
    static final String MATCH = "match-queries";
    static final String DECIDE = "decide-events";
    static final String COVER = "account-coverage";
    static final String SINK_EVENTS = "sink-events";
    static final String SINK_NEAR_MISSES = "sink-near-misses";
    static final String SINK_SEGMENTS = "sink-segments";
    static final String SINK_DEAD_LETTERS = "sink-dead-letters";
    static final String SINK_COVERAGE = "sink-coverage";
    static final String EMBEDDINGS = "query-embeddings";
    static final String UPDATE_TABLE = "update-query-table";
    static final String CALIBRATIONS = "calibrations";
    static final String UPDATE_CALIBRATIONS = "update-calibrations";

    static final String CURSORS = "segmenter-states";
    static final String CARRY_OVER = "carry-over";
    static final String TOKENS = "context-tokens";
    /** Has no changelog: what is held back is passed on before it is committed. */
    static final String HELD_HOPS = "held-hops";

    static final String SOUNDS = "open-sounds";
    static final String NEAR_MISSES = "near-misses";
    static final String COVERAGE = "coverage-accounts";
    static final String QUERY_TABLE = "query-table";
    static final String CALIBRATION_TABLE = "calibration-table";

    /** Names of the stores that have changelogs. */
    public static final List<String> STORES = List.of(CURSORS, CARRY_OVER, TOKENS, SOUNDS, NEAR_MISSES, COVERAGE);

    /**
     * Changelogs of state that lives for seconds: closed and compacted often, so that a restart reads megabytes. The
     * tombstones may go after a minute, because a restore always reads to the end.
     */
    private static final Map<String, String> SHORT_LIVED = Map.of(
            "segment.bytes", Integer.toString(32 << 20),
            "segment.ms", "600000",
            "min.cleanable.dirty.ratio", "0.2",
            "delete.retention.ms", "60000");

    private static final StringSerializer KEYS = new StringSerializer();

    private TaggingTopology() {}

    /** The whole chain, wired. */
    public static Topology build(Topics topics, WireSerdes wire, TaggingStages stages) {
        Topology topology = new Topology();
        addTable(
                topology,
                QUERY_TABLE,
                EMBEDDINGS,
                wire.queryEmbeddings(),
                topics.queryEmbeddings(),
                UPDATE_TABLE,
                () -> new QueryTableProcessor(stages));
        addTable(
                topology,
                CALIBRATION_TABLE,
                CALIBRATIONS,
                wire.calibrations(),
                topics.calibrations(),
                UPDATE_CALIBRATIONS,
                () -> new CalibrationTableProcessor(stages));
        return addLane(topology, topics, wire, stages);
    }

    private static Topology addLane(Topology topology, Topics topics, WireSerdes wire, TaggingStages stages) {
        String digest = stages.tagger().modelDigest();
        HopBatches batches = new HopBatches(stages);
        String chunks = topics.audioChunks().name();
        return topology.addSource(
                        AutoOffsetReset.earliest(),
                        CHUNKS,
                        new StringDeserializer(),
                        new ByteArrayDeserializer(),
                        chunks)
                .addProcessor(
                        CUT,
                        () -> new SegmentProcessor(stages, wire.audioChunks().deserializer(), chunks),
                        CHUNKS)
                .addProcessor(ENCODE, () -> new EncodeProcessor(stages, batches), CUT)
                .addProcessor(MATCH, () -> new MatchProcessor(stages), ENCODE)
                .addProcessor(DECIDE, () -> new DecideProcessor(stages), MATCH)
                .addProcessor(COVER, () -> new CoverageProcessor(stages), CUT)
                .addStateStore(store(CURSORS, Serdes.String(), StateSerdes.segmenterState(digest)), CUT)
                .addStateStore(store(CARRY_OVER, Serdes.ByteArray(), StateSerdes.carryOverBlock()), CUT)
                .addStateStore(store(TOKENS, Serdes.ByteArray(), StateSerdes.tokens(digest)), ENCODE)
                .addStateStore(CommitHook.builder(HELD_HOPS), ENCODE)
                .addStateStore(store(SOUNDS, Serdes.ByteArray(), StateSerdes.trackedSound()), DECIDE)
                .addStateStore(store(NEAR_MISSES, Serdes.String(), StateSerdes.nearMisses()), DECIDE)
                .addStateStore(store(COVERAGE, Serdes.String(), StateSerdes.coverage()), COVER)
                .addSink(
                        SINK_SEGMENTS,
                        topics.segments().name(),
                        KEYS,
                        new BoundedSerializer<>(wire.segments().serializer()),
                        ENCODE)
                .addSink(
                        SINK_EVENTS,
                        topics.events().name(),
                        KEYS,
                        new BoundedSerializer<>(wire.events().serializer()),
                        DECIDE)
                .addSink(
                        SINK_NEAR_MISSES,
                        topics.nearMisses().name(),
                        KEYS,
                        new BoundedSerializer<>(wire.nearMisses().serializer()),
                        DECIDE)
                .addSink(
                        SINK_COVERAGE,
                        topics.coverage().name(),
                        KEYS,
                        new BoundedSerializer<>(wire.coverage().serializer()),
                        COVER)
                .addSink(SINK_DEAD_LETTERS, topics.deadLetters().name(), KEYS, new ByteArraySerializer(), CUT);
    }

    /** The store stays empty: the table is rebuilt from the topic at each start, and holds each value once. */
    private static <V> void addTable(
            Topology topology,
            String store,
            String source,
            Serde<V> values,
            Topics.Topic topic,
            String update,
            ProcessorSupplier<String, V, Void, Void> processor) {
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(store), Serdes.String(), Serdes.ByteArray())
                        .withLoggingDisabled(),
                source,
                new StringDeserializer(),
                values.deserializer(),
                topic.name(),
                update,
                processor);
    }

    private static <K, V> StoreBuilder<KeyValueStore<K, V>> store(String name, Serde<K> keys, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), keys, values)
                .withLoggingEnabled(SHORT_LIVED)
                .withCachingDisabled();
    }
}

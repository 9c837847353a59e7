package io.earshot.topology;

import io.earshot.wire.BackgroundSegmentSerde;
import io.earshot.wire.StateSerdes;
import io.earshot.wire.TolerantSerde;
import io.earshot.wire.WireSerdes;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * From segments to calibrations. An application of its own, apart from deciding: audio never waits for a fit, and what
 * {@code decide} knows of it is what stands in the topic of calibrations.
 */
public final class CalibrationTopology {
    static final String SEGMENTS = "segments";
    static final String CALIBRATE = "calibrate-queries";
    static final String SINK_CALIBRATIONS = "sink-calibrations";

    static final String BACKGROUND = "background-segments";
    static final String HEARD = "heard-sources";

    /** Names of the stores, which have changelogs. */
    public static final List<String> STORES = List.of(BACKGROUND, HEARD);

    /** Entries live for hours: compacted often enough that a restart reads little more than what is kept. */
    private static final Map<String, String> CHANGELOG = Map.of(
            "segment.bytes", Integer.toString(32 << 20),
            "segment.ms", "3600000",
            "min.cleanable.dirty.ratio", "0.3",
            "delete.retention.ms", "60000");

    private CalibrationTopology() {}

    /** The whole chain, wired. */
    public static Topology build(Topics topics, WireSerdes wire, CalibrationStages stages) {
        return new Topology()
                .addSource(
                        AutoOffsetReset.earliest(),
                        SEGMENTS,
                        new StringDeserializer(),
                        TolerantSerde.of(wire.segments()).deserializer(),
                        topics.segments().name())
                .addProcessor(CALIBRATE, () -> new CalibrateProcessor(stages), SEGMENTS)
                .addStateStore(
                        store(BACKGROUND, Serdes.ByteArray(), BackgroundSegmentSerde.of(stages.modelDigest())),
                        CALIBRATE)
                .addStateStore(store(HEARD, Serdes.String(), StateSerdes.heardSource()), CALIBRATE)
                .addSink(
                        SINK_CALIBRATIONS,
                        topics.calibrations().name(),
                        new StringSerializer(),
                        wire.calibrations().serializer(),
                        CALIBRATE);
    }

    private static <K, V> StoreBuilder<KeyValueStore<K, V>> store(String name, Serde<K> keys, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), keys, values)
                .withLoggingEnabled(CHANGELOG)
                .withCachingDisabled();
    }
}

package io.earshot.topology;

import io.earshot.audio.AudioChunk;
import io.earshot.calibration.LiveCalibrations;
import io.earshot.encoder.FakeAudioEncoder;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.query.LiveQueryTable;
import io.earshot.segment.CarryOverBlock;
import io.earshot.segment.Cut;
import io.earshot.segment.SegmenterState;
import io.earshot.story.LoudnessStory;
import io.earshot.wire.StateSerdes;
import io.earshot.wire.WireSerdes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The cutting of a task that is begun anew, on the stores that it left. */
final class RestartedCutting implements AutoCloseable {
    private static final Duration STEP = Duration.ofSeconds(10);

    private final TaggingMetrics metrics = new TaggingMetrics();
    private final Serde<AudioChunk> wire = WireSerdes.of(Map.of()).audioChunks();
    private final KeyValueStore<String, SegmenterState> cursors = store(
            TaggingTopology.CURSORS, Serdes.String(), StateSerdes.segmenterState(FakeAudioEncoder.SPACE.modelDigest()));
    private final KeyValueStore<byte[], CarryOverBlock> blocks =
            store(TaggingTopology.CARRY_OVER, Serdes.ByteArray(), StateSerdes.carryOverBlock());
    private final TaggingStages stages;
    private MockProcessorContext<String, Object> context;
    private SegmentProcessor processor;
    private long nowMillis;

    RestartedCutting(Duration audio, Duration cursor) {
        stages = new TaggingStages(
                LoudnessStory.STAGES,
                new LiveQueryTable(),
                new LiveCalibrations(),
                TaggingTopologyHarness.STALL,
                new Forgetting(audio, cursor, new AudioMemory(Long.MAX_VALUE)),
                0,
                segment -> {},
                new AwaitedAudio(partition -> OptionalLong.of(0)),
                metrics);
        context = new MockProcessorContext<>();
        cursors.init(context.getStateStoreContext(), cursors);
        blocks.init(context.getStateStoreContext(), blocks);
        begin();
    }

    /** Another processor goes on from the stores. */
    void restart() {
        processor.close();
        context = new MockProcessorContext<>();
        context.addStateStore(cursors);
        context.addStateStore(blocks);
        begin();
    }

    private void begin() {
        context.setCurrentSystemTimeMs(nowMillis);
        processor = new SegmentProcessor(stages, wire.deserializer(), "chunks");
        processor.init(context);
    }

    void hear(List<AudioChunk> chunks, long appendMillis) {
        chunks.forEach(chunk -> processor.process(
                new Record<>(chunk.sourceId(), wire.serializer().serialize("chunks", chunk), appendMillis)));
    }

    void pass(Duration time) {
        for (long passed = 0; passed < time.toMillis(); passed += STEP.toMillis()) {
            nowMillis += STEP.toMillis();
            context.scheduledPunctuators().get(0).getPunctuator().punctuate(nowMillis);
        }
    }

    /** The cuts since the start. */
    List<Cut> forwarded() {
        return context.forwarded().stream()
                .map(capture -> (Object) capture.record().value())
                .filter(Cut.class::isInstance)
                .map(Cut.class::cast)
                .toList();
    }

    int cursors() {
        return entries(cursors);
    }

    int blocks() {
        return entries(blocks);
    }

    private static int entries(KeyValueStore<?, ?> store) {
        int entries = 0;
        try (KeyValueIterator<?, ?> all = store.all()) {
            for (; all.hasNext(); all.next()) {
                entries++;
            }
        }
        return entries;
    }

    private static <K, V> KeyValueStore<K, V> store(String name, Serde<K> keys, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), keys, values)
                .withLoggingDisabled()
                .withCachingDisabled()
                .build();
    }

    @Override
    public void close() {
        processor.close();
        metrics.close();
    }
}

package io.earshot.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.ChunkKind;
import io.earshot.calibration.LiveCalibrations;
import io.earshot.decide.Event;
import io.earshot.encoder.FakeAudioEncoder;
import io.earshot.match.EncodedSegment;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.query.LiveQueryTable;
import io.earshot.segment.Cut;
import io.earshot.story.LoudnessStory;
import io.earshot.wire.StateSerdes;
import io.earshot.wire.WireSerdes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * When a transaction is aborted, Streams revives the task: it puts the stores back to what was committed and calls
 * {@code init} of the same processors again. What they have at hand must not be ahead of the stores.
 */
class RevivedTaskTest {
    private static final String DIGEST = FakeAudioEncoder.SPACE.modelDigest();
    /** Without the END, after which nothing is at hand anyway. */
    private static final List<AudioChunk> CHUNKS =
            LoudnessStory.chunks("studio", LoudnessStory.seconds(.5, .5, .5, .5, .5), 5_120).stream()
                    .filter(chunk -> chunk.kind() == ChunkKind.AUDIO)
                    .toList();

    private final TaggingMetrics metrics = new TaggingMetrics();

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void shouldHearAgainWhatWasAborted() {
        Serde<AudioChunk> wire = WireSerdes.of(Map.of()).audioChunks();
        LiveQueryTable queries = new LiveQueryTable();
        queries.register(LoudnessStory.loud("loud"));
        TaggingStages stages = new TaggingStages(
                LoudnessStory.STAGES,
                queries,
                new LiveCalibrations(),
                Duration.ofSeconds(10),
                TaggingTopologyHarness.FORGETTING,
                0,
                segment -> {},
                new AwaitedAudio(partition -> OptionalLong.of(0)),
                metrics);
        SegmentProcessor segments = new SegmentProcessor(stages, wire.deserializer(), "chunks");
        EncodeProcessor encode = new EncodeProcessor(stages, new HopBatches(stages));
        MatchProcessor match = new MatchProcessor(stages);
        DecideProcessor decide = new DecideProcessor(stages);

        List<List<Event>> attempts = new ArrayList<>();
        for (int attempt = 0; attempt < 2; attempt++) {
            List<Cut> cuts = forwarded(
                    segments,
                    CHUNKS.stream()
                            .map(chunk -> wire.serializer().serialize("chunks", chunk))
                            .toList(),
                    Cut.class,
                    segmentStores());
            List<Lane<EncodedSegment>> encoded = lane(forwarded(
                    encode,
                    cuts,
                    Lane.class,
                    store(TaggingTopology.TOKENS, Serdes.ByteArray(), StateSerdes.tokens(DIGEST)),
                    CommitHook.builder(TaggingTopology.HELD_HOPS).build()));
            List<Lane<MatchProcessor.MatchedSegment>> matched = lane(forwarded(match, encoded, Lane.class));
            attempts.add(forwarded(decide, matched, Event.class, decideStores()));
        }

        assertThat(attempts.get(0)).isNotEmpty();
        assertThat(attempts.get(1)).isEqualTo(attempts.get(0));
    }

    /** What a task does with its caches. */
    private static void commit(StateStore... stores) {
        for (StateStore store : stores) {
            if (store instanceof CachedStateStore<?, ?> cache) {
                cache.flushCache();
            }
        }
    }

    private static KeyValueStore<?, ?>[] segmentStores() {
        return new KeyValueStore<?, ?>[] {
            store(TaggingTopology.CURSORS, Serdes.String(), StateSerdes.segmenterState(DIGEST)),
            store(TaggingTopology.CARRY_OVER, Serdes.ByteArray(), StateSerdes.carryOverBlock())
        };
    }

    private static KeyValueStore<?, ?>[] decideStores() {
        return new KeyValueStore<?, ?>[] {
            store(TaggingTopology.SOUNDS, Serdes.ByteArray(), StateSerdes.trackedSound()),
            store(TaggingTopology.NEAR_MISSES, Serdes.String(), StateSerdes.nearMisses())
        };
    }

    private static <K, V> KeyValueStore<K, V> store(String name, Serde<K> keys, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), keys, values)
                .withLoggingDisabled()
                .withCachingDisabled()
                .build();
    }

    @SuppressWarnings("unchecked") // each processor has a lane of one kind
    private static <S> List<Lane<S>> lane(List<?> forwarded) {
        return (List<Lane<S>>) forwarded;
    }

    /** What a processor with empty stores, as after an abort of all, forwards of one kind. */
    private static <I, O, T> List<T> forwarded(
            Processor<String, I, String, O> processor, List<I> values, Class<T> kind, StateStore... stores) {
        MockProcessorContext<String, O> context = new MockProcessorContext<>();
        context.setCurrentSystemTimeMs(0);
        for (StateStore store : stores) {
            store.init(context.getStateStoreContext(), store);
        }
        processor.init(context);
        values.forEach(value -> processor.process(new Record<>("studio", value, LoudnessStory.EPOCH / 1_000)));
        commit(stores);
        return context.forwarded().stream()
                .map(capture -> (Object) capture.record().value())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}

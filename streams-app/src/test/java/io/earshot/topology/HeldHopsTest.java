package io.earshot.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.audio.AudioChunk;
import io.earshot.calibration.LiveCalibrations;
import io.earshot.dsp.Resamplers;
import io.earshot.encoder.AudioEncoder;
import io.earshot.encoder.FakeAudioEncoder;
import io.earshot.match.EncodedSegment;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.query.LiveQueryTable;
import io.earshot.segment.Cut;
import io.earshot.segment.Hop;
import io.earshot.segment.RunEnd;
import io.earshot.segment.Segmenter;
import io.earshot.story.LoudnessStory;
import io.earshot.tagger.TaggerStages;
import io.earshot.wire.StateSerdes;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hops wait for others, and never longer than until something is committed. */
class HeldHopsTest {
    private static final String DIGEST = FakeAudioEncoder.SPACE.modelDigest();

    private final TaggingMetrics metrics = new TaggingMetrics();
    private boolean isBroken;
    private final TaggerStages tagger = new TaggerStages(
            LoudnessStory.STAGES.grid(),
            LoudnessStory.STAGES.frontEnd(),
            breakable(new FakeAudioEncoder()),
            LoudnessStory.STAGES.matcher(),
            LoudnessStory.STAGES.points(),
            LoudnessStory.STAGES.explainer());
    private final HopBatches batches = new HopBatches(stages());

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void shouldEncodeFourHopsAtOnceAndPassThemOnInOrder() {
        Task task = new Task();
        List<Hop> a = hops("a", 3);
        List<Hop> b = hops("b", 2);
        task.process(a.get(0), b.get(0), a.get(1));
        assertThat(task.segments()).isEmpty();
        task.process(b.get(1));
        assertThat(task.segments()).containsExactly("a 0", "b 0", "a 1", "b 1");
        task.process(a.get(2));
        assertThat(task.segments()).hasSize(4);
    }

    @Test
    void shouldPassOnAllBeforeACommit() {
        Task task = new Task();
        List<Hop> hops = hops("a", 3);
        task.process(hops.get(0), hops.get(1));
        task.hook.flushCache();
        assertThat(task.segments()).containsExactly("a 0", "a 1");
        task.hook.flushCache();
        task.process(hops.get(2));
        task.hook.flushCache();
        assertThat(task.segments()).containsExactly("a 0", "a 1", "a 2");
    }

    @Test
    void shouldPassOnWhatIsHeldBeforeTheEndOfARun() {
        Task task = new Task();
        task.process(hops("a", 1).get(0), hops("b", 1).get(0), new RunEnd("a", LoudnessStory.EPOCH, 1, false));
        assertThat(task.forwarded()).containsExactly("a 0", "b 0", "end of a");
    }

    /** Tasks of a thread share a batch; each passes on its own hops when it has its turn. */
    @Test
    void shouldEncodeTheHopsOfAllTasksOfAThreadTogether() {
        Task one = new Task();
        Task other = new Task();
        one.process(hops("a", 2).toArray(Cut[]::new));
        other.process(hops("b", 2).toArray(Cut[]::new));
        assertThat(other.segments()).containsExactly("b 0", "b 1");
        assertThat(one.segments()).isEmpty();
        assertThat(one.tokens()).as("what is in the store, whoever encoded it").isEqualTo(2);
        one.hook.flushCache();
        assertThat(one.segments()).containsExactly("a 0", "a 1");
    }

    /** What a task held comes again when another begins it. */
    @Test
    void shouldForgetWhatATaskHeldThatHasEnded() {
        Task ended = new Task();
        ended.process(hops("a", 3).toArray(Cut[]::new));
        ended.processor.close();
        Task other = new Task();
        other.process(hops("b", 3).toArray(Cut[]::new));
        assertThat(other.segments()).isEmpty();
        other.hook.flushCache();
        assertThat(other.segments()).containsExactly("b 0", "b 1", "b 2");
        assertThat(ended.segments()).isEmpty();
        assertThat(ended.tokens()).isZero();
    }

    /** Then the record on which it fails is the one that is being processed, and can be set aside. */
    @Test
    void shouldEncodeHopsAloneAfterABatchHasFailed() {
        Task task = new Task();
        List<Hop> hops = hops("a", 6);
        task.process(hops.get(0), hops.get(1));
        isBroken = true;
        assertThatThrownBy(task.hook::flushCache)
                .isInstanceOf(KafkaException.class)
                .hasMessageEndingWith("broken");
        isBroken = false;
        task.processor.init(task.context);
        for (int i = 0; i < 6; i++) {
            task.process(hops.get(i));
            assertThat(task.segments()).hasSize(i + 1);
        }
        isBroken = true;
        List<Hop> others = hops("b", 2);
        assertThatThrownBy(() -> task.process(others.get(0))).hasMessage("broken");
        isBroken = false;
        task.process(others.get(1));
        assertThat(task.segments()).as("behind one that was set aside").hasSize(7);
    }

    @Test
    void shouldGiveTheSameSegmentsAsOneAfterTheOther() {
        List<Cut> cuts = new ArrayList<>();
        List<Hop> a = hops("a", 7);
        List<Hop> b = hops("b", 7);
        for (int i = 0; i < 7; i++) {
            cuts.add(a.get(i));
            cuts.add(b.get(i));
        }
        Task together = new Task();
        together.process(cuts.toArray(Cut[]::new));
        together.hook.flushCache();
        Task alone = new Task();
        cuts.forEach(cut -> {
            alone.process(cut);
            alone.hook.flushCache();
        });
        assertThat(together.embeddings()).hasSize(14).isEqualTo(alone.embeddings());
        assertThat(together.tokens()).isEqualTo(alone.tokens()).isEqualTo(10);
    }

    /** A task with a store of its own. */
    private final class Task {
        private final MockProcessorContext<String, Object> context = new MockProcessorContext<>();
        private final KeyValueStore<byte[], float[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(TaggingTopology.TOKENS),
                        Serdes.ByteArray(),
                        StateSerdes.tokens(DIGEST))
                .withLoggingDisabled()
                .withCachingDisabled()
                .build();
        private final CommitHook hook =
                CommitHook.builder(TaggingTopology.HELD_HOPS).build();
        private final EncodeProcessor processor = new EncodeProcessor(stages(), batches);

        Task() {
            store.init(context.getStateStoreContext(), store);
            hook.init(context.getStateStoreContext(), hook);
            processor.init(context);
        }

        void process(Cut... cuts) {
            for (Cut cut : cuts) {
                String source = cut instanceof Hop hop ? hop.span().sourceId() : ((RunEnd) cut).sourceId();
                processor.process(new Record<>(source, cut, LoudnessStory.EPOCH / 1_000));
            }
        }

        List<String> segments() {
            return forwarded().stream().filter(name -> !name.startsWith("end")).toList();
        }

        List<String> forwarded() {
            List<String> names = new ArrayList<>();
            lanes().forEach(lane -> lane.accept(
                    segment -> names.add(
                            segment.span().sourceId() + " " + segment.span().gridIndex()),
                    end -> names.add("end of " + end.sourceId())));
            return names;
        }

        List<List<Float>> embeddings() {
            List<List<Float>> all = new ArrayList<>();
            lanes().forEach(lane -> lane.accept(
                    segment -> {
                        List<Float> values = new ArrayList<>();
                        for (float value : segment.encoded().embedding().levels()) {
                            values.add(value);
                        }
                        all.add(values);
                    },
                    end -> {}));
            return all;
        }

        @SuppressWarnings("unchecked") // encoding forwards lanes of one kind
        private List<Lane<EncodedSegment>> lanes() {
            return context.forwarded().stream()
                    .map(capture -> (Object) capture.record().value())
                    .filter(Lane.class::isInstance)
                    .map(lane -> (Lane<EncodedSegment>) lane)
                    .toList();
        }

        int tokens() {
            int count = 0;
            try (KeyValueIterator<byte[], float[]> all = store.all()) {
                while (all.hasNext()) {
                    KeyValue<byte[], float[]> unused = all.next();
                    count++;
                }
            }
            return count;
        }
    }

    private TaggingStages stages() {
        return new TaggingStages(
                tagger,
                new LiveQueryTable(),
                new LiveCalibrations(),
                Duration.ofSeconds(10),
                TaggingTopologyHarness.FORGETTING,
                0,
                segment -> {},
                new AwaitedAudio(partition -> OptionalLong.of(0)),
                metrics);
    }

    private AudioEncoder breakable(AudioEncoder encoder) {
        return (AudioEncoder) Proxy.newProxyInstance(
                AudioEncoder.class.getClassLoader(),
                new Class<?>[] {AudioEncoder.class},
                (proxy, method, arguments) -> {
                    if (isBroken && method.getName().equals("encodeHops")) {
                        throw new IllegalStateException("broken");
                    }
                    return method.invoke(encoder, arguments);
                });
    }

    private static List<Hop> hops(String source, int count) {
        double[] amplitudes = new double[count + 1];
        for (int i = 0; i < amplitudes.length; i++) {
            amplitudes[i] = (source.charAt(0) + i) % 5 / 5.;
        }
        Segmenter segmenter = new Segmenter(LoudnessStory.STAGES.grid(), new Resamplers(32_000), source);
        List<Hop> hops = new ArrayList<>();
        for (AudioChunk chunk : LoudnessStory.chunks(source, LoudnessStory.seconds(amplitudes), 5_120)) {
            segmenter.accept(chunk).cuts().stream()
                    .filter(Hop.class::isInstance)
                    .map(Hop.class::cast)
                    .forEach(hops::add);
        }
        return hops.subList(0, count);
    }
}

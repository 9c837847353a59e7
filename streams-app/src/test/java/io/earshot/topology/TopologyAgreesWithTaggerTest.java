package io.earshot.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.earshot.audio.AudioChunk;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.decide.NearMiss;
import io.earshot.query.DecisionRules;
import io.earshot.query.QueryTable;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.Rule;
import io.earshot.query.StandingQuery;
import io.earshot.story.LoudnessStory;
import io.earshot.tagger.AudioTagger;
import io.earshot.tagger.AudioTagger.SegmentListener;
import io.earshot.tagger.TaggedChunk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The determinism contract: the same audio gives the same events, with Kafka or without, in whatever chunks it comes. */
class TopologyAgreesWithTaggerTest {
    private static final byte[] AUDIO =
            LoudnessStory.seconds(0, .5, .4, 0, 0, .03, .6, 0, .2, .2, .01, .5, 0, 0, .5, .5);

    private static final RegisteredQuery LOUD = LoudnessStory.registered(
            new StandingQuery("loud", "something loud", List.of(), DecisionRules.ofConfidence(.5)));

    @ParameterizedTest
    @ValueSource(ints = {320, 997, 5_119, 5_120, 15_360, 15_361, 32_000})
    void shouldGiveTheSameEventsInChunksOfAnySize(int samples) {
        List<AudioChunk> chunks = LoudnessStory.chunks("studio", AUDIO, samples);
        assertThat(byTopology(chunks)).isEqualTo(reference()).isNotEmpty();
        assertThat(byTagger(chunks)).isEqualTo(reference());
    }

    @Test
    void shouldGiveTheSameEventsInChunksOfMixedSizes() {
        Random random = new Random(5);
        for (int round = 0; round < 5; round++) {
            List<AudioChunk> chunks = new ArrayList<>();
            for (int from = 0; from < AUDIO.length; ) {
                int to = Math.min(AUDIO.length, from + 2 * (320 + random.nextInt(20_000)));
                byte[] payload = java.util.Arrays.copyOfRange(AUDIO, from, to);
                chunks.add(AudioChunk.audio(
                        "studio", LoudnessStory.EPOCH, from / 2, LoudnessStory.EPOCH, LoudnessStory.FORMAT, payload));
                from = to;
            }
            chunks.add(AudioChunk.end(
                    "studio", LoudnessStory.EPOCH, AUDIO.length / 2, LoudnessStory.EPOCH, LoudnessStory.FORMAT));
            assertThat(byTopology(chunks)).isEqualTo(reference());
        }
    }

    @Test
    void shouldGiveTheSameBytesAndTheSameNearMisses() {
        RegisteredQuery deaf = LoudnessStory.registered(
                new StandingQuery("deaf", "something loud", List.of(), DecisionRules.ofConfidence(.9999)));
        AudioTagger tagger = new AudioTagger(LoudnessStory.STAGES, "studio", SegmentListener.NONE);
        QueryTable table = QueryTable.empty().with(LOUD).with(deaf);
        List<Event> events = new ArrayList<>();
        List<NearMiss> nearMisses = new ArrayList<>();
        for (AudioChunk chunk : LoudnessStory.chunks("studio", AUDIO, 1_600)) {
            TaggedChunk tagged = tagger.accept(chunk, table);
            events.addAll(tagged.events());
            nearMisses.addAll(tagged.nearMisses());
        }
        for (int samples : new int[] {997, 32_000}) {
            try (TaggingTopologyHarness topology = new TaggingTopologyHarness()) {
                topology.register(LOUD);
                topology.register(deaf);
                topology.hear(LoudnessStory.chunks("studio", AUDIO, samples));
                assertThat(topology.eventBytes()).containsExactlyElementsOf(topology.bytes(events));
                assertThat(topology.nearMisses())
                        .isNotEmpty()
                        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("subject.query", "subject.point")
                        .isEqualTo(nearMisses);
            }
        }
    }

    /** Loud, then quiet; a long gap in the quiet, and more of it. Audio is heard for 13 s of the 40. */
    private static List<AudioChunk> withAGap(int samples) {
        List<AudioChunk> before =
                LoudnessStory.chunks("studio", LoudnessStory.seconds(.5, .5, 0, .001, .001, .001, .001), samples);
        List<AudioChunk> chunks = new ArrayList<>(before.subList(0, before.size() - 1));
        long gapStart = 7L * LoudnessStory.FORMAT.sampleRateHz();
        long gapEnd = 34L * LoudnessStory.FORMAT.sampleRateHz();
        chunks.add(AudioChunk.gap(
                "studio", LoudnessStory.EPOCH, gapStart, LoudnessStory.EPOCH, LoudnessStory.FORMAT, gapEnd - gapStart));
        for (AudioChunk chunk : LoudnessStory.chunks("studio", LoudnessStory.seconds(0, 0, 0, 0, .5, .5), samples)) {
            chunks.add(new AudioChunk(
                    chunk.sourceId(),
                    chunk.kind(),
                    chunk.epochId(),
                    chunk.firstSample() + gapEnd,
                    chunk.epochStartMicros(),
                    chunk.format(),
                    chunk.gapSamples(),
                    chunk.payload(),
                    chunk.origin(),
                    chunk.gapReason(),
                    chunk.title()));
        }
        return chunks;
    }

    @ParameterizedTest
    @ValueSource(ints = {997, 5_120, 32_000})
    void shouldAgreeOnAnAbsenceAcrossAGap(int samples) {
        DecisionRules sixSeconds = DecisionRules.ofConfidence(.5).with(Rule.ABSENT_FOR, Duration.ofSeconds(6));
        DecisionRules deadAir = DecisionRules.DEFAULT
                .with(Rule.ABSENT_FOR, Duration.ofSeconds(6))
                .with(Rule.ABOVE_LEVEL, -60.);
        RegisteredQuery absent =
                LoudnessStory.registered(new StandingQuery("absent", "something loud", List.of(), sixSeconds));
        RegisteredQuery silent = LoudnessStory.registered(new StandingQuery("silent", "dead air", List.of(), deadAir));
        AudioTagger tagger = new AudioTagger(LoudnessStory.STAGES, "studio", SegmentListener.NONE);
        QueryTable table = QueryTable.empty().with(absent).with(silent);
        List<Event> expected = withAGap(1_600).stream()
                .flatMap(chunk -> tagger.accept(chunk, table).events().stream())
                .toList();
        assertThat(expected)
                .extracting(Event::queryId, Event::phase)
                .containsExactlyInAnyOrder(
                        tuple("silent", EventPhase.OPEN),
                        tuple("absent", EventPhase.OPEN),
                        tuple("silent", EventPhase.CLOSE),
                        tuple("absent", EventPhase.CLOSE));
        assertThat(expected).filteredOn(Event::phase, EventPhase.OPEN).allSatisfy(open -> {
            double asked = open.query().rules().absentFor().orElseThrow().toSeconds();
            assertThat(open.absent().orElseThrow().heardSeconds()).isBetween(asked, asked + .96);
        });
        try (TaggingTopologyHarness topology = new TaggingTopologyHarness()) {
            topology.register(absent);
            topology.register(silent);
            topology.hear(withAGap(samples));
            assertThat(topology.eventBytes()).containsExactlyElementsOf(topology.bytes(expected));
        }
    }

    private static List<Event> reference() {
        return byTagger(LoudnessStory.chunks("studio", AUDIO, 1_600));
    }

    private static List<Event> byTagger(List<AudioChunk> chunks) {
        AudioTagger tagger = new AudioTagger(LoudnessStory.STAGES, "studio", SegmentListener.NONE);
        QueryTable table = QueryTable.empty().with(LOUD);
        return chunks.stream()
                .flatMap(chunk -> tagger.accept(chunk, table).events().stream())
                .toList();
    }

    private static List<Event> byTopology(List<AudioChunk> chunks) {
        try (TaggingTopologyHarness topology = new TaggingTopologyHarness()) {
            topology.register(LOUD);
            topology.hear(chunks);
            return topology.events();
        }
    }
}

package io.earshot.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.audio.AudioChunk;
import io.earshot.decide.Event;
import io.earshot.decide.NearMiss;
import io.earshot.query.DecisionRules;
import io.earshot.query.QueryTable;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import io.earshot.story.LoudnessStory;
import io.earshot.tagger.AudioTagger;
import io.earshot.tagger.AudioTagger.SegmentListener;
import io.earshot.tagger.TaggedChunk;
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

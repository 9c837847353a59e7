package io.earshot.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.ChunkKind;
import io.earshot.decide.EndReason;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.segment.RunEnd;
import io.earshot.story.LoudnessStory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A source that falls silent without an END is forgotten in steps: its audio after minutes, its place after days. */
class ForgettingTest {
    private static final int CHUNK = 5_120;
    private static final long NOW = 1_700_000_100_000L;
    private static final Duration AUDIO = Duration.ofMinutes(2);
    private static final Duration CURSOR = Duration.ofMinutes(20);
    private static final Duration CHECKED = Duration.ofSeconds(11);
    private static final byte[] TWO_SOUNDS = LoudnessStory.seconds(0, .5, .5, 0, 0, 0, 0, .5, .5, 0, 0, 0);

    private final TaggingTopologyHarness topology = harness(Long.MAX_VALUE);

    @BeforeEach
    void register() {
        topology.register(LoudnessStory.loud("loud"));
    }

    @AfterEach
    void close() {
        topology.close();
    }

    @Test
    void shouldGiveUpAudioAfterMinutesAndThePlaceAfterDays() {
        topology.hear(played("pi").subList(0, 9), NOW);
        assertThat(topology.entries(TaggingTopology.CARRY_OVER)).isPositive();
        assertThat(topology.entries(TaggingTopology.TOKENS)).isPositive();

        topology.passWallClock(AUDIO.plus(CHECKED));
        assertThat(topology.entries(TaggingTopology.CARRY_OVER)).isZero();
        assertThat(topology.entries(TaggingTopology.TOKENS)).isZero();
        assertThat(topology.entries(TaggingTopology.CURSORS)).isEqualTo(1);
        assertThat(topology.scrape())
                .contains("earshot_sources_forgotten_total{what=\"audio\"} 1.0")
                .contains("earshot_sources_known 1.0")
                .contains("earshot_sources_audio 0.0");

        topology.passWallClock(CURSOR.minus(AUDIO).plus(CHECKED));
        for (String store : TaggingTopology.STORES) {
            assertThat(topology.entries(store)).as(store).isZero();
        }
        assertThat(topology.scrape())
                .contains("earshot_sources_forgotten_total{what=\"cursor\"} 1.0")
                .contains("earshot_sources_known 0.0");
    }

    @Test
    void shouldCloseEachEventOnceAndGoOnWithTheSameEpoch() {
        List<AudioChunk> chunks = played("pi");
        int inSound = 9;
        topology.hear(chunks.subList(0, inSound), NOW);
        topology.passWallClock(AUDIO.plus(CHECKED));
        assertThat(topology.opensAndCloses())
                .extracting(Event::phase, Event::endReason)
                .containsExactly(
                        Tuple.tuple(EventPhase.OPEN, EndReason.NONE),
                        Tuple.tuple(EventPhase.CLOSE, EndReason.STREAM_LOST));

        topology.hear(chunks.subList(0, inSound), NOW + 1_000_000);
        assertThat(topology.events()).isEmpty();
        assertThat(topology.deadLetters.readRecordsToList()).hasSize(inSound);
        topology.hear(chunks.subList(20, chunks.size()), NOW + 1_000_000);
        assertThat(topology.opensAndCloses())
                .extracting(Event::phase, Event::endReason)
                .containsExactly(
                        Tuple.tuple(EventPhase.OPEN, EndReason.NONE),
                        Tuple.tuple(EventPhase.CLOSE, EndReason.SOUND_ENDED));
    }

    @Test
    void shouldHearAForgottenSourceAsIfForTheFirstTime() {
        topology.hear(played("pi").subList(0, 9), NOW);
        topology.passWallClock(CURSOR.plus(CHECKED.multipliedBy(2)));
        topology.drain((topic, value) -> {});

        topology.hear(played("pi"), NOW + 10_000_000);
        assertThat(topology.events()).isEqualTo(alone(played("pi")));
        assertThat(topology.deadLetters.isEmpty()).isTrue();
    }

    @Test
    void shouldKeepWhatOthersSayWhileOneIsSilent() {
        topology.hear(played("quiet").subList(0, 9), NOW);
        List<AudioChunk> others = played("studio");
        for (int i = 0; i < others.size() - 1; i++) {
            topology.hear(others.subList(i, i + 1), NOW + i * 10_000L);
            topology.passWallClock(Duration.ofSeconds(10));
        }
        assertThat(topology.entries(TaggingTopology.CURSORS)).isEqualTo(2);
        List<Event> studio = topology.events().stream()
                .filter(event -> event.sourceId().equals("studio"))
                .filter(event -> event.phase() != EventPhase.UPDATE)
                .toList();
        assertThat(studio).extracting(Event::phase).startsWith(EventPhase.OPEN, EventPhase.CLOSE, EventPhase.OPEN);
        assertThat(topology.stored(TaggingTopology.CARRY_OVER).keySet())
                .isNotEmpty()
                .allSatisfy(key -> assertThat(SourceKey.sourceId(key.get())).isEqualTo("studio"));
    }

    @Test
    void shouldForgetTheSameAfterARestart() {
        try (RestartedCutting cutting = new RestartedCutting(AUDIO, CURSOR)) {
            cutting.hear(played("pi").subList(0, 9), NOW);
            cutting.hear(played("ended"), NOW - 1_000);
            cutting.restart();
            cutting.pass(AUDIO.minus(CHECKED));
            assertThat(cutting.forwarded()).isEmpty();

            cutting.pass(CHECKED.multipliedBy(2));
            assertThat(cutting.forwarded())
                    .last()
                    .isInstanceOfSatisfying(
                            RunEnd.class, end -> assertThat(end.lost()).isTrue());
            assertThat(cutting.blocks()).isZero();
            assertThat(cutting.cursors()).isEqualTo(2);

            cutting.restart();
            cutting.pass(CURSOR.plus(CHECKED));
            assertThat(cutting.cursors()).isZero();
        }
    }

    /** 100,000 ids in a day have to fit into a part of the heap of a container of 512 MB. */
    @Test
    void shouldKeepNothingButASmallCursorOfEachSilentSource() {
        int sources = 60;
        AudioChunk chunk = played("pi").get(1);
        for (int source = 0; source < sources; source++) {
            topology.hear(List.of(of("recording-of-the-day-" + source, chunk)), NOW);
        }
        topology.passWallClock(AUDIO.plus(CHECKED));

        for (String store : List.of(
                TaggingTopology.CARRY_OVER,
                TaggingTopology.TOKENS,
                TaggingTopology.SOUNDS,
                TaggingTopology.NEAR_MISSES)) {
            assertThat(topology.entries(store)).as(store).isZero();
        }
        assertThat(topology.stored(TaggingTopology.CURSORS))
                .hasSize(sources)
                .allSatisfy((key, value) ->
                        assertThat(key.get().length + value.length).isLessThan(200));
        assertThat(topology.scrape())
                .contains("earshot_sources_known " + sources + ".0")
                .contains("earshot_sources_audio_size_bytes 0.0");
    }

    private static AudioChunk of(String source, AudioChunk chunk) {
        return AudioChunk.audio(source, chunk.epochId(), 0, chunk.epochStartMicros(), chunk.format(), chunk.payload());
    }

    @Test
    void shouldBreakOffThoseSilentForLongestWhenThereIsNoRoom() {
        try (TaggingTopologyHarness small = harness(1_000_000)) {
            small.register(LoudnessStory.loud("loud"));
            int sources = 40;
            for (int source = 0; source < sources; source++) {
                small.hear(played("pi-" + source).subList(0, 9), NOW + source);
            }
            assertThat(small.entries(TaggingTopology.CURSORS)).isEqualTo(sources);
            List<String> kept = new ArrayList<>();
            small.stored(TaggingTopology.CARRY_OVER).keySet().forEach(key -> kept.add(SourceKey.sourceId(key.get())));
            assertThat(kept).isNotEmpty().contains("pi-39").doesNotContain("pi-0");
            assertThat(small.scrape()).doesNotContain("earshot_sources_forgotten_total{what=\"memory\"} 0.0");
            assertThat(small.opensAndCloses().stream().filter(event -> event.phase() == EventPhase.OPEN))
                    .hasSize(sources);
        }
    }

    @Test
    void shouldEndAndForgetASourceThatIsReset() {
        List<AudioChunk> chunks = played("pi");
        topology.hear(played("studio").subList(0, 9), NOW);
        topology.hear(chunks.subList(0, 9), NOW);
        topology.hear(backfill("pi").subList(0, 9), NOW);
        topology.drain((topic, value) -> {});

        topology.reset("pi", NOW);
        assertThat(topology.opensAndCloses()).hasSize(2).allSatisfy(event -> {
            assertThat(event.sourceId()).isEqualTo("pi");
            assertThat(event.endReason()).isEqualTo(EndReason.STREAM_LOST);
        });
        for (String store : TaggingTopology.STORES) {
            assertThat(topology.stored(store).keySet())
                    .as(store)
                    .allSatisfy(key -> assertThat(key.toString()).doesNotContain("pi"));
        }
        assertThat(topology.deadLetters.isEmpty()).isTrue();

        topology.hear(chunks, NOW);
        assertThat(topology.events()).isEqualTo(alone(chunks));
        assertThat(topology.scrape()).contains("earshot_sources_forgotten_total{what=\"reset\"} 1.0");
    }

    @Test
    void shouldGoOnInTheMiddleOfAnEpochAfterAReset() {
        List<AudioChunk> chunks = played("pi");
        topology.reset("pi", NOW);
        topology.hear(chunks.subList(0, 20), NOW);
        topology.reset("pi", NOW);
        topology.hear(chunks.subList(20, chunks.size()), NOW);

        assertThat(topology.opensAndCloses())
                .extracting(Event::phase)
                .containsExactly(EventPhase.OPEN, EventPhase.CLOSE, EventPhase.OPEN, EventPhase.CLOSE);
    }

    @Test
    void shouldTakeNoOtherRecordWithoutAValueForAReset() {
        topology.hear(played("pi").subList(0, 9), NOW);
        topology.chunks.pipeInput("pi", null, NOW);

        assertThat(topology.entries(TaggingTopology.CURSORS)).isEqualTo(1);
        assertThat(TaggingTopologyHarness.header(topology.deadLetters.readRecord(), DeadLetters.REASON))
                .isEqualTo("undecodable");
    }

    /** An hour before. */
    private static List<AudioChunk> backfill(String source) {
        long start = LoudnessStory.EPOCH - 3_600_000_000L;
        return played(source).stream()
                .filter(chunk -> chunk.kind() == ChunkKind.AUDIO)
                .map(chunk -> AudioChunk.audio(source, 3, chunk.firstSample(), start, chunk.format(), chunk.payload()))
                .toList();
    }

    private static List<Event> alone(List<AudioChunk> chunks) {
        try (TaggingTopologyHarness other = harness(Long.MAX_VALUE)) {
            other.register(LoudnessStory.loud("loud"));
            other.hear(chunks, NOW);
            return other.events();
        }
    }

    private static TaggingTopologyHarness harness(long bytes) {
        return new TaggingTopologyHarness(new Forgetting(AUDIO, CURSOR, new AudioMemory(bytes)));
    }

    private static List<AudioChunk> played(String source) {
        return LoudnessStory.chunks(source, TWO_SOUNDS, CHUNK).stream()
                .filter(chunk -> chunk.kind() != ChunkKind.HEARTBEAT)
                .toList();
    }
}

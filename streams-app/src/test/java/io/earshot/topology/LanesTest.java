package io.earshot.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.ChunkKind;
import io.earshot.decide.EndReason;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.story.LoudnessStory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Epochs follow each other as they come, and one that plays beside another breaks nothing. */
class LanesTest {
    private static final int CHUNK = 5_120;
    private static final long HOUR = 3_600_000_000L;
    private static final long NOW = 1_700_000_100_000L;
    private static final byte[] TWO_SOUNDS = LoudnessStory.seconds(0, .5, .5, 0, 0, 0, 0, .5, .5, 0, 0, 0);

    private final TaggingTopologyHarness topology = new TaggingTopologyHarness();

    @BeforeEach
    void register() {
        topology.register(LoudnessStory.loud("loud"));
    }

    @AfterEach
    void close() {
        topology.close();
    }

    @Test
    void shouldHearASourceWhoseClockWentBack() {
        topology.hear(epoch("pi", 9, LoudnessStory.EPOCH), NOW);
        topology.hear(epoch("pi", 3, LoudnessStory.EPOCH - 2 * HOUR), NOW);

        assertThat(opened(topology.events())).containsEntry(9L, 2L).containsEntry(3L, 2L);
        assertThat(topology.deadLetters.isEmpty()).isTrue();
        topology.hear(epoch("pi", 3, LoudnessStory.EPOCH - 2 * HOUR), NOW);
        topology.hear(epoch("pi", 9, LoudnessStory.EPOCH), NOW);
        assertThat(topology.events()).isEmpty();
    }

    @Test
    void shouldLetNoIdAndNoStartMakeASourceDeaf() {
        topology.hear(epoch("pi", Long.MAX_VALUE, LoudnessStory.EPOCH), NOW);
        topology.hear(epoch("pi", 2, 0), NOW);
        topology.hear(epoch("pi", 1, LoudnessStory.EPOCH + 1), NOW);

        assertThat(opened(topology.events()))
                .containsEntry(Long.MAX_VALUE, 2L)
                .containsEntry(2L, 2L)
                .containsEntry(1L, 2L);
    }

    @Test
    void shouldRejectWhatLiesInTheFutureAndMoveNothing() {
        List<AudioChunk> chunks = epoch("pi", 1, LoudnessStory.EPOCH);
        List<AudioChunk> future = epoch("pi", 2, LoudnessStory.EPOCH + 600_000 * HOUR);
        AudioChunk longGap = AudioChunk.gap("pi", 1, 9L * CHUNK, LoudnessStory.EPOCH, LoudnessStory.FORMAT, 1L << 40);
        topology.hear(future, NOW);
        topology.hear(chunks.subList(0, 9), NOW);
        topology.hear(List.of(longGap), NOW);
        topology.hear(chunks.subList(9, chunks.size()), NOW);

        assertThat(topology.events()).isEqualTo(alone(chunks));
        assertThat(topology.deadLetters.readRecordsToList())
                .hasSize(future.size() + 1)
                .allSatisfy(letter -> {
                    assertThat(TaggingTopologyHarness.header(letter, DeadLetters.REASON))
                            .isEqualTo("future");
                    assertThat(TaggingTopologyHarness.header(letter, DeadLetters.DETAIL))
                            .contains("appended at 2023-11-14T22:15:00Z")
                            .contains("24 h");
                });
        assertThat(topology.coverage()).isEmpty();
    }

    @Test
    void shouldHearABackfillBesideWhatPlaysAsIfEachWereAlone() {
        List<AudioChunk> live = epoch("pi", 9, LoudnessStory.EPOCH);
        List<AudioChunk> backfill = epoch("pi", 3, LoudnessStory.EPOCH - HOUR);
        for (int i = 0; i < live.size(); i++) {
            topology.hear(live.subList(i, i + 1), NOW + i);
            topology.hear(backfill.subList(i, i + 1), NOW + i);
        }
        List<Event> together = topology.events();
        assertThat(together).allSatisfy(event -> {
            assertThat(event.sourceId()).isEqualTo("pi");
            assertThat(event.endReason()).isIn(EndReason.NONE, EndReason.SOUND_ENDED);
        });
        assertThat(topology.segments())
                .allSatisfy(
                        stored -> assertThat(stored.segment().span().sourceId()).isEqualTo("pi"));
        assertThat(alone(live)).isEqualTo(of(together, 9));
        assertThat(alone(backfill)).isEqualTo(of(together, 3));
        assertThat(topology.entries(TaggingTopology.CURSORS)).isEqualTo(1);
        assertThat(topology.entries(TaggingTopology.CARRY_OVER)).isZero();
        assertThat(topology.entries(TaggingTopology.TOKENS)).isZero();

        topology.hear(backfill, NOW);
        assertThat(topology.events()).isEmpty();
    }

    @Test
    void shouldHearTwoHostsWhoseClocksAreFarApart() {
        List<AudioChunk> one = epoch("pi", 1, LoudnessStory.EPOCH);
        List<AudioChunk> other = epoch("pi", 2, LoudnessStory.EPOCH + HOUR);
        for (int i = 0; i < one.size(); i++) {
            topology.hear(one.subList(i, i + 1), NOW);
            topology.hear(other.subList(i, i + 1), NOW);
        }
        assertThat(opened(topology.events())).containsEntry(1L, 2L).containsEntry(2L, 2L);
        assertThat(topology.deadLetters.isEmpty()).isTrue();
    }

    @Test
    void shouldHandOverToAnEpochOfTheSameTimeAndRefuseTheOldOne() {
        List<AudioChunk> old = epoch("pi", 9, LoudnessStory.EPOCH);
        List<AudioChunk> next = epoch("pi", 3, LoudnessStory.EPOCH + 2_000_000);
        topology.hear(old.subList(0, 9), NOW);
        topology.hear(next.subList(0, 2), NOW);
        topology.hear(old.subList(9, 12), NOW);

        assertThat(topology.deadLetters.readRecordsToList())
                .hasSize(3)
                .allSatisfy(late -> assertThat(TaggingTopologyHarness.header(late, DeadLetters.DETAIL))
                        .isEqualTo("epoch 9 was superseded by 3"));
    }

    @Test
    void shouldTakeARestartedSourceForTheSameLaneOnceItWasSilentForLong() {
        topology.hear(epoch("pi", 1, LoudnessStory.EPOCH).subList(0, 9), NOW);
        long later = NOW + TaggingTopologyHarness.STALL.toMillis() + 1;
        topology.hear(epoch("pi", 2, LoudnessStory.EPOCH + HOUR).subList(0, 9), later);

        assertThat(topology.entries(TaggingTopology.CURSORS)).isEqualTo(1);
        assertThat(topology.opensAndCloses()).extracting(Event::endReason).contains(EndReason.STREAM_LOST);
    }

    @Test
    void shouldForgetABackfillThatBreaksOffAndRefuseTheRestOfIt() {
        List<AudioChunk> backfill = epoch("pi", 3, LoudnessStory.EPOCH - HOUR);
        topology.hear(epoch("pi", 9, LoudnessStory.EPOCH).subList(0, 2), NOW);
        topology.hear(backfill.subList(0, 9), NOW);
        assertThat(topology.entries(TaggingTopology.CURSORS)).isEqualTo(2);

        topology.passWallClock(SideLanes.PATIENCE.plusSeconds(20));
        assertThat(topology.entries(TaggingTopology.CURSORS)).isEqualTo(1);
        List<Event> events = of(topology.opensAndCloses(), 3);
        assertThat(events.stream().filter(event -> event.phase() == EventPhase.OPEN))
                .hasSize(events.size() / 2);
        assertThat(events.stream().filter(event -> event.phase() == EventPhase.CLOSE))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.endReason()).isEqualTo(EndReason.STREAM_LOST));
        topology.hear(backfill.subList(9, 12), NOW);
        assertThat(topology.deadLetters.readRecordsToList()).hasSize(3);
        topology.passWallClock(Duration.ofMinutes(1));
        assertThat(topology.entries(TaggingTopology.SOUNDS)).isZero();
    }

    @Test
    void shouldBoundTheLanesOfASource() {
        topology.hear(epoch("pi", 1_000, LoudnessStory.EPOCH).subList(0, 2), NOW);
        for (int epoch = 0; epoch < 3 * SideLanes.MOST; epoch++) {
            topology.hear(
                    epoch("pi", epoch, LoudnessStory.EPOCH - (epoch + 1) * HOUR).subList(0, 2), NOW);
        }
        assertThat(topology.entries(TaggingTopology.CURSORS)).isEqualTo(1 + SideLanes.MOST);
    }

    @Test
    void shouldTellTheTitleThatPlaysAndLeaveNoTraceOfItElsewhere() {
        List<AudioChunk> chunks = new ArrayList<>();
        for (AudioChunk chunk : epoch("pi", 1, LoudnessStory.EPOCH)) {
            chunks.add(chunk.firstSample() < 80_000 ? chunk.withTitle("Künstler - Lied") : chunk);
        }
        topology.hear(chunks, NOW);

        assertThat(topology.opensAndCloses())
                .extracting(Event::phase, Event::title)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(EventPhase.OPEN, "Künstler - Lied"),
                        org.assertj.core.groups.Tuple.tuple(EventPhase.CLOSE, ""),
                        org.assertj.core.groups.Tuple.tuple(EventPhase.OPEN, ""),
                        org.assertj.core.groups.Tuple.tuple(EventPhase.CLOSE, ""));
        assertThat(topology.outputHeaders()).isEmpty();
    }

    @Test
    void shouldNameLanesSoThatNoSourceIsTakenForAnother() {
        List<String> ids = List.of("pi", "\0pi", "pi\0" + 7, "\0pi\0" + 7, "\0pi\0main", "\0", "\0main");
        List<String> keys = new ArrayList<>();
        for (String id : ids) {
            keys.add(LaneKey.main(id));
            keys.add(LaneKey.side(id, 7));
            assertThat(LaneKey.sourceId(LaneKey.main(id))).isEqualTo(id);
            assertThat(LaneKey.sourceId(LaneKey.side(id, 7))).isEqualTo(id);
            assertThat(LaneKey.epochId(LaneKey.side(id, Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
            assertThat(LaneKey.isSide(LaneKey.main(id))).isFalse();
            assertThat(LaneKey.isSide(LaneKey.side(id, 7))).isTrue();
        }
        assertThat(keys).doesNotHaveDuplicates();
    }

    private static List<Event> alone(List<AudioChunk> chunks) {
        try (TaggingTopologyHarness other = new TaggingTopologyHarness()) {
            other.register(LoudnessStory.loud("loud"));
            other.hear(chunks, NOW);
            return other.events();
        }
    }

    private static List<Event> of(List<Event> events, long epoch) {
        return events.stream().filter(event -> event.epochId() == epoch).toList();
    }

    /** Events that opened, by epoch. */
    private static Map<Long, Long> opened(List<Event> events) {
        return events.stream()
                .filter(event -> event.phase() == EventPhase.OPEN)
                .map(Event::epochId)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static List<AudioChunk> epoch(String source, long id, long startMicros) {
        return LoudnessStory.chunks(source, TWO_SOUNDS, CHUNK).stream()
                .map(chunk -> chunk.kind() == ChunkKind.END
                        ? AudioChunk.end(source, id, chunk.firstSample(), startMicros, chunk.format())
                        : AudioChunk.audio(
                                source, id, chunk.firstSample(), startMicros, chunk.format(), chunk.payload()))
                .toList();
    }
}

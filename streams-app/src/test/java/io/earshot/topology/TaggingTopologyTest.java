package io.earshot.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.audio.AudioChunk;
import io.earshot.decide.EndReason;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.decide.NearMiss;
import io.earshot.decide.RejectionRule;
import io.earshot.query.DecisionRules;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.Rule;
import io.earshot.query.Sensitivity;
import io.earshot.query.StandingQuery;
import io.earshot.story.LoudnessStory;
import io.earshot.wire.WireSerdes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaggingTopologyTest {
    private static final int CHUNK = 5_120;
    /** Append time, milliseconds. */
    private static final long NOW = LoudnessStory.EPOCH / 1_000;

    private final TaggingTopologyHarness topology = new TaggingTopologyHarness();

    @AfterEach
    void close() {
        topology.close();
    }

    /**
     * The picture of the topology is a contract: a changed store name starts an empty changelog, so open events and the
     * audio in flight would be lost. Change the file only with a word on what happens to them.
     */
    @Test
    void shouldBeTheTopologyThatIsWrittenDown() throws IOException {
        String described = TaggingTopology.build(
                        new Topics("earshot."),
                        WireSerdes.of(Map.of()),
                        new TaggingStages(
                                LoudnessStory.STAGES,
                                topology.queries(),
                                topology.calibrations(),
                                Duration.ofSeconds(1),
                                TaggingTopologyHarness.FORGETTING,
                                0,
                                s -> {},
                                null,
                                null))
                .describe()
                .toString();
        assertThat(described).isEqualTo(resource("expected_topology.txt"));
    }

    @Test
    void shouldTellOfASoundOnceAndThenBeSilent() {
        topology.register(LoudnessStory.loud("loud"));
        topology.hear(LoudnessStory.chunks("studio", LoudnessStory.seconds(0, 0, 0, .5, .5, .5, 0, 0, 0, 0), CHUNK));

        List<Event> events = topology.opensAndCloses();
        assertThat(events).extracting(Event::phase).containsExactly(EventPhase.OPEN, EventPhase.CLOSE);
        assertThat(events.get(1).onsetMicros() - LoudnessStory.EPOCH).isBetween(2_700_000L, 3_300_000L);
        assertThat(events.get(1).offsetMicros() - LoudnessStory.EPOCH).isBetween(5_700_000L, 6_300_000L);
        assertThat(topology.deadLetters.isEmpty()).isTrue();
        assertThat(topology.opensAndCloses()).isEmpty();
    }

    /** The source is down for an hour by its own clock, and comes back in another epoch. */
    @Test
    void shouldPauseTheClockOfAnAbsenceWhileItsSourceIsDown() {
        DecisionRules sixSeconds = DecisionRules.ofConfidence(.5).with(Rule.ABSENT_FOR, Duration.ofSeconds(6));
        topology.register(
                LoudnessStory.registered(new StandingQuery("absent", "something loud", List.of(), sixSeconds)));
        List<AudioChunk> before = LoudnessStory.chunks("studio", LoudnessStory.seconds(.5, .5, 0, 0, 0, 0, 0), CHUNK);
        topology.hear(before.subList(0, before.size() - 1), NOW);
        topology.passWallClock(Duration.ofHours(1));
        assertThat(topology.opensAndCloses()).isEmpty();
        assertThat(topology.entries(TaggingTopology.SOUNDS)).isEqualTo(1);

        long later = LoudnessStory.EPOCH + 3_600_000_000L;
        for (AudioChunk chunk : LoudnessStory.chunks("studio", LoudnessStory.seconds(0, 0, 0, 0), CHUNK)) {
            topology.hear(
                    List.of(
                            chunk.samples() > 0
                                    ? AudioChunk.audio(
                                            "studio",
                                            later,
                                            chunk.firstSample(),
                                            later,
                                            chunk.format(),
                                            chunk.payload())
                                    : AudioChunk.end("studio", later, chunk.firstSample(), later, chunk.format())),
                    NOW + Duration.ofHours(1).toMillis());
        }
        List<Event> events = topology.opensAndCloses();
        assertThat(events).extracting(Event::phase).containsExactly(EventPhase.OPEN, EventPhase.CLOSE);
        assertThat(events.get(0).onsetMicros()).isLessThan(LoudnessStory.EPOCH + 4_000_000);
        assertThat(events.get(0).offsetMicros()).isBetween(later, later + 4_000_000);
        assertThat(events.get(0).absent().orElseThrow().heardSeconds()).isBetween(6., 6.96);
        assertThat(events.get(1).endReason()).isEqualTo(EndReason.STREAM_LOST);

        topology.passWallClock(Duration.ofDays(1).plusMinutes(1));
        assertThat(topology.entries(TaggingTopology.SOUNDS)).isZero();
    }

    @Test
    void shouldTellOfNearMissesWhenTheirMinuteIsOver() {
        topology.register(LoudnessStory.registered(
                new StandingQuery("loud", "something loud", List.of(), DecisionRules.ofConfidence(.9999))));
        byte[] pcm = LoudnessStory.seconds(Arrays.copyOf(new double[] {0, 0, 0, .5}, 70));
        List<AudioChunk> chunks = LoudnessStory.chunks("studio", pcm, CHUNK);
        topology.hear(chunks.subList(0, chunks.size() / 2));
        assertThat(topology.nearMisses()).isEmpty();
        assertThat(topology.entries(TaggingTopology.NEAR_MISSES)).isEqualTo(1);

        topology.hear(chunks.subList(chunks.size() / 2, chunks.size()));
        assertThat(topology.nearMisses())
                .extracting(NearMiss::rejectedBy)
                .containsExactly(RejectionRule.OPEN_CONFIDENCE);
        assertThat(topology.entries(TaggingTopology.NEAR_MISSES)).isZero();
        assertThat(topology.opensAndCloses()).isEmpty();
        assertThat(topology.scrape()).contains("earshot_near_misses_total{rule=\"open_confidence\"} 1.0");
    }

    @Test
    void shouldKeepACooldownWhileItsSourceIsSilentAndThenForgetIt() {
        DecisionRules rules = new DecisionRules(
                Sensitivity.ofProbability(.5),
                .5,
                .3,
                1,
                1,
                Duration.ofSeconds(1),
                Duration.ZERO,
                Duration.ofMinutes(1),
                Duration.ofSeconds(30));
        topology.queries()
                .register(LoudnessStory.registered(new StandingQuery("loud", "something loud", List.of(), rules)));
        topology.hear(LoudnessStory.chunks("studio", LoudnessStory.seconds(0, .5, .5, 0, 0, 0), CHUNK));
        assertThat(topology.opensAndCloses()).hasSize(2);
        topology.passWallClock(TaggingTopologyHarness.STALL.plusSeconds(5));
        assertThat(topology.entries(TaggingTopology.SOUNDS)).isEqualTo(1);

        topology.passWallClock(Duration.ofSeconds(40));
        assertThat(topology.entries(TaggingTopology.SOUNDS)).isZero();
    }

    @Test
    void shouldOpenWhereThePublishedCalibrationSaysFromTheTimeThatItNames() {
        RegisteredQuery query = LoudnessStory.registered(new StandingQuery(
                "loud",
                "something loud",
                List.of(),
                DecisionRules.DEFAULT.withSensitivity(Sensitivity.ofAlarmsPerDay(10))));
        topology.queries().register(query);
        topology.publish(Calibrations.of("studio", query, 0.99, LoudnessStory.EPOCH));
        topology.publish(Calibrations.of("street", query, 0.99, LoudnessStory.EPOCH + 60_000_000));

        byte[] loud = LoudnessStory.seconds(0, 0, 0, .5, .5, .5, 0, 0, 0, 0);
        topology.hear(LoudnessStory.chunks("studio", loud, CHUNK));
        assertThat(topology.events()).isEmpty();
        topology.hear(LoudnessStory.chunks("street", loud, CHUNK));
        assertThat(topology.events()).hasSize(2);
    }

    @Test
    void shouldForgetACalibrationThatIsRemovedAndSurviveOneThatCannotBeRead() {
        RegisteredQuery query = LoudnessStory.loud("loud");
        topology.publish(Calibrations.of("studio", query, 0.9, 0));
        topology.published.pipeInput("no key", new byte[] {1, 2, 3});
        String key = new CalibrationKey("studio", "loud", Calibrations.DIGEST).text();
        topology.published.pipeInput(key, new byte[] {1, 2, 3});
        assertThat(topology.calibrations().size()).isEqualTo(1);

        topology.published.pipeInput(key, null);
        assertThat(topology.calibrations().size()).isZero();
    }

    @Test
    void shouldKeepSourcesApart() {
        topology.register(LoudnessStory.loud("loud"));
        List<AudioChunk> quiet = LoudnessStory.chunks("quiet", LoudnessStory.seconds(0, 0, 0, 0, 0, 0), CHUNK);
        List<AudioChunk> loud = LoudnessStory.chunks("loud", LoudnessStory.seconds(0, .5, .5, .5, 0, 0), CHUNK);
        for (int i = 0; i < quiet.size(); i++) {
            topology.hear(List.of(quiet.get(i), loud.get(i)));
        }

        assertThat(topology.opensAndCloses())
                .extracting(Event::sourceId)
                .containsOnly("loud")
                .hasSize(2);
    }

    @Test
    void shouldMatchAQueryAsSoonAsItIsThereAndNoLongerOnceItIsGone() {
        List<AudioChunk> chunks =
                LoudnessStory.chunks("studio", LoudnessStory.seconds(.5, .5, .5, .5, .5, .5, .5, .5, .5, .5), CHUNK);
        topology.hear(chunks.subList(0, 10));
        assertThat(topology.opensAndCloses()).isEmpty();

        topology.register(LoudnessStory.loud("loud"));
        topology.hear(chunks.subList(10, 20));
        assertThat(topology.opensAndCloses()).extracting(Event::phase).containsExactly(EventPhase.OPEN);

        topology.remove("loud");
        topology.hear(chunks.subList(20, chunks.size()));
        assertThat(topology.opensAndCloses()).extracting(Event::endReason).containsExactly(EndReason.QUERY_REMOVED);
    }

    @Test
    void shouldScoreAQueryOnItsSourcesOnly() {
        topology.register(LoudnessStory.registered(
                new StandingQuery("loud", "something loud", List.of("studio-*"), DecisionRules.DEFAULT)));
        byte[] loud = LoudnessStory.seconds(.5, .5, .5, .5);
        topology.hear(LoudnessStory.chunks("studio-1", loud, CHUNK));
        topology.hear(LoudnessStory.chunks("street", loud, CHUNK));

        assertThat(topology.opensAndCloses()).extracting(Event::sourceId).containsOnly("studio-1");
    }

    @Test
    void shouldCloseEventsOfASourceThatFellSilentByTheAudiosOwnTime() {
        topology.register(LoudnessStory.loud("loud"));
        List<AudioChunk> chunks = LoudnessStory.chunks("studio", LoudnessStory.seconds(0, .5, .5, .5, .5), CHUNK);
        topology.hear(chunks.subList(0, chunks.size() - 1));
        assertThat(topology.opensAndCloses()).extracting(Event::phase).containsExactly(EventPhase.OPEN);

        topology.passWallClock(TaggingTopologyHarness.STALL.minusSeconds(2));
        assertThat(topology.opensAndCloses()).isEmpty();

        topology.passWallClock(Duration.ofSeconds(4));
        List<Event> closed = topology.opensAndCloses();
        assertThat(closed).extracting(Event::endReason).containsExactly(EndReason.STREAM_LOST);
        assertThat(closed.get(0).offsetMicros()).isLessThan(LoudnessStory.EPOCH + 5_100_000);
        topology.passWallClock(Duration.ofMinutes(1));
        assertThat(topology.opensAndCloses()).isEmpty();
    }

    /** The last hop was never complete: another epoch completes it, long after the events were closed. */
    @Test
    void shouldNotOpenAgainWhatWasClosedBecauseItsSourceFellSilent() {
        topology.register(LoudnessStory.loud("loud"));
        List<AudioChunk> chunks = LoudnessStory.chunks("studio", LoudnessStory.seconds(0, .5, .5, .5, .5), CHUNK);
        topology.hear(chunks.subList(0, chunks.size() - 1), NOW);
        topology.passWallClock(TaggingTopologyHarness.STALL.plusSeconds(2));
        assertThat(topology.opensAndCloses()).hasSize(2);

        long later = LoudnessStory.EPOCH + 60_000_000;
        topology.hear(List.of(AudioChunk.gap("studio", later, 0, later, LoudnessStory.FORMAT, 1)), NOW + 60_000);
        assertThat(topology.opensAndCloses()).isEmpty();
    }

    @Test
    void shouldNotTakeABacklogForSilence() {
        topology.register(LoudnessStory.loud("loud"));
        List<AudioChunk> live = LoudnessStory.chunks("live", LoudnessStory.seconds(.5, .5, .5, .5, .5, .5), CHUNK);
        List<AudioChunk> backlog = LoudnessStory.chunks("backlog", LoudnessStory.seconds(0, 0, 0, 0, 0, 0), CHUNK);
        topology.hear(live.subList(0, 8), NOW + 1_000);
        assertThat(topology.opensAndCloses()).extracting(Event::phase).containsExactly(EventPhase.OPEN);
        for (AudioChunk chunk : backlog) {
            topology.passWallClock(Duration.ofSeconds(3));
            topology.hear(List.of(chunk), NOW + 1_500);
        }
        assertThat(topology.opensAndCloses()).isEmpty();

        topology.hear(live.subList(8, live.size()), NOW + 2_000);
        assertThat(topology.opensAndCloses()).extracting(Event::endReason).containsExactly(EndReason.SOUND_ENDED);
    }

    /** Nothing of the partition was appended for minutes: the broker was away, and what its producers kept comes afterwards. */
    @Test
    void shouldNotTakeAnOutageOfTheBrokerForSilence() {
        topology.register(LoudnessStory.loud("loud"));
        List<AudioChunk> one = LoudnessStory.chunks("one", LoudnessStory.seconds(.5, .5, .5, 0, 0, 0), CHUNK);
        List<AudioChunk> other = LoudnessStory.chunks("other", LoudnessStory.seconds(.5, .5, .5, 0, 0, 0), CHUNK);
        topology.hear(one.subList(0, 8), NOW + 1_000);
        topology.hear(other.subList(0, 8), NOW + 1_000);
        assertThat(topology.opensAndCloses()).hasSize(2);
        topology.endOfAudio(OptionalLong.empty());
        topology.passWallClock(Duration.ofMinutes(3));
        assertThat(topology.opensAndCloses()).isEmpty();

        topology.endOfAudio(OptionalLong.of(0));
        topology.hear(one.subList(8, one.size()), NOW + 181_000);
        topology.passWallClock(Duration.ofSeconds(3));
        topology.hear(other.subList(8, other.size()), NOW + 184_000);
        assertThat(topology.opensAndCloses())
                .extracting(Event::endReason)
                .containsExactly(EndReason.SOUND_ENDED, EndReason.SOUND_ENDED);
    }

    @Test
    void shouldNotTakeRecordsThatWaitForSilence() {
        topology.register(LoudnessStory.loud("loud"));
        List<AudioChunk> chunks = LoudnessStory.chunks("studio", LoudnessStory.seconds(.5, .5, .5, 0, 0, 0), CHUNK);
        topology.hear(chunks.subList(0, 8), NOW + 1_000);
        assertThat(topology.opensAndCloses()).hasSize(1);
        topology.endOfAudio(OptionalLong.of(chunks.size()));
        for (AudioChunk chunk : chunks.subList(8, chunks.size())) {
            topology.passWallClock(
                    Duration.ofMillis(AwaitedAudio.MARKERS_MILLIS).minusSeconds(1));
            topology.hear(List.of(chunk), NOW + 1_000);
        }
        assertThat(topology.opensAndCloses()).extracting(Event::endReason).containsExactly(EndReason.SOUND_ENDED);
    }

    @Test
    void shouldCloseEventsOfASourceThatFellSilentWhileOthersGoOn() {
        topology.register(LoudnessStory.loud("loud"));
        List<AudioChunk> gone = LoudnessStory.chunks("gone", LoudnessStory.seconds(.5, .5, .5), CHUNK);
        byte[] quiet = LoudnessStory.seconds(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        List<AudioChunk> other = LoudnessStory.chunks("other", quiet, CHUNK);
        topology.hear(gone.subList(0, 8), NOW + 1_000);
        assertThat(topology.opensAndCloses()).hasSize(1);
        for (int i = 0; i < other.size(); i++) {
            topology.hear(List.of(other.get(i)), NOW + 1_000 + 12_000L * i / other.size());
        }
        topology.passWallClock(Duration.ofSeconds(1));

        assertThat(topology.opensAndCloses()).extracting(Event::endReason).containsExactly(EndReason.STREAM_LOST);
    }

    @Test
    void shouldSendWhatCannotBeUsedToTheDeadLettersWithItsReason() {
        byte[] good = topology.bytes(
                LoudnessStory.chunks("studio", LoudnessStory.seconds(0), CHUNK).get(0));
        topology.chunks.pipeInput("studio", "not a chunk".getBytes(StandardCharsets.UTF_8));
        topology.chunks.pipeInput("studio", (byte[]) null);
        topology.chunks.pipeInput("another", good);
        topology.chunks.pipeInput(null, good);
        topology.chunks.pipeInput("studio", good);
        topology.chunks.pipeInput("studio", good);

        List<TestRecord<String, byte[]>> dead = topology.deadLetters.readRecordsToList();
        assertThat(dead)
                .extracting(record -> TaggingTopologyHarness.header(record, DeadLetters.REASON))
                .containsExactly("undecodable", "undecodable", "undecodable", "undecodable", "duplicate");
        assertThat(dead.get(4).value()).isEqualTo(good);
        assertThat(TaggingTopologyHarness.header(dead.get(0), DeadLetters.OFFSET))
                .isEqualTo("0");
        assertThat(TaggingTopologyHarness.header(dead.get(2), DeadLetters.DETAIL))
                .contains("another");
        assertThat(topology.scrape()).contains("earshot_chunks_total{outcome=\"undecodable\"} 4.0");
    }

    @Test
    void shouldGoOnAfterGarbage() {
        topology.register(LoudnessStory.loud("loud"));
        topology.embeddings.pipeInput("broken@" + LoudnessStory.STAGES.modelDigest(), new byte[] {1, 2, 3});
        List<AudioChunk> chunks = LoudnessStory.chunks("studio", LoudnessStory.seconds(0, .5, .5, .5, 0, 0), CHUNK);
        for (AudioChunk chunk : chunks) {
            topology.chunks.pipeInput("studio", new byte[] {(byte) 0xC3, 1, 9});
            topology.hear(List.of(chunk));
        }

        assertThat(topology.opensAndCloses())
                .extracting(Event::phase)
                .containsExactly(EventPhase.OPEN, EventPhase.CLOSE);
    }

    @Test
    void shouldKeepNoAudioAndNoTokensOfASourceThatEnded() {
        topology.register(LoudnessStory.loud("loud"));
        List<AudioChunk> chunks =
                LoudnessStory.chunks("studio", LoudnessStory.seconds(.5, .5, .5, .5, .5, .5, .5, .5, .5), CHUNK);
        topology.hear(chunks.subList(0, chunks.size() - 1));
        assertThat(topology.entries(TaggingTopology.CARRY_OVER)).isBetween(1, 8);
        assertThat(topology.entries(TaggingTopology.TOKENS)).isBetween(1, 5);
        assertThat(topology.entries(TaggingTopology.SOUNDS)).isEqualTo(1);

        topology.hear(chunks.subList(chunks.size() - 1, chunks.size()));
        assertThat(topology.entries(TaggingTopology.CARRY_OVER)).isZero();
        assertThat(topology.entries(TaggingTopology.TOKENS)).isZero();
        assertThat(topology.entries(TaggingTopology.SOUNDS)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 997, 5_120, 30_719, 32_000})
    void shouldPutOutEachSegmentOnceHoweverTheAudioIsCut(int samples) {
        topology.hear(LoudnessStory.chunks("studio", LoudnessStory.seconds(0, .5, 0, .5, 0, .5), samples));

        assertThat(topology.segments())
                .extracting(stored -> stored.segment().span().gridIndex())
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = TaggingTopologyTest.class.getResourceAsStream("/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

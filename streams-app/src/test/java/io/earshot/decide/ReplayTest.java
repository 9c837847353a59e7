package io.earshot.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.calibration.ConfidenceCurve;
import io.earshot.calibration.OperatingPoints;
import io.earshot.embedding.SegmentEmbedding;
import io.earshot.encoder.FakeAudioEncoder;
import io.earshot.match.EncodedSegment;
import io.earshot.match.Match;
import io.earshot.query.BackgroundFit;
import io.earshot.query.DecisionRules;
import io.earshot.query.QueryTable;
import io.earshot.query.QueryVersion;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import io.earshot.segment.HopSpan;
import io.earshot.story.LoudnessStory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final long SECOND = 1_000_000;
    private static final RegisteredQuery QUERY = query();
    private static final DecisionStages STAGES = new DecisionStages(
            "0",
            OperatingPoints.shipped(new ConfidenceCurve(0, 1, 0)),
            LoudnessStory.STAGES.explainer(),
            LoudnessStory.STAGES.grid());

    private final List<Event> events = new ArrayList<>();
    private final List<NearMiss> misses = new ArrayList<>();
    private final List<Integer> missesByStep = new ArrayList<>();

    @Test
    void shouldLoseWhatIsOpenWhereHopsDoNotFollow() {
        Replay replay = Replay.asLive("yard", QueryTable.empty().with(QUERY), STAGES, this::take);
        hear(replay, 0, .9, .9, .9);
        hear(replay, 100, .9, .9, .9);
        replay.end();
        replay.end();

        assertThat(closed()).extracting(Event::endReason).containsExactly(EndReason.STREAM_LOST, EndReason.SOUND_ENDED);
    }

    @Test
    void shouldReportNearMissesAsLiveOrEachAtOnce() {
        double[] misses = {.45, .01, .01, .01, .01, .45, .01, .01, .01, .01};
        Replay live = Replay.asLive("yard", QueryTable.empty().with(QUERY), STAGES, this::take);
        hear(live, 0, misses);
        live.end();
        int asLive = this.misses.size();
        this.misses.clear();
        missesByStep.clear();
        Replay every = Replay.withEveryMiss("yard", QueryTable.empty().with(QUERY), STAGES, this::take);
        hear(every, 0, misses);

        assertThat(asLive).isEqualTo(1);
        assertThat(this.misses).hasSize(2);
        assertThat(missesByStep).doesNotContain(2);
    }

    @Test
    void shouldTellEpochsApartThatPlayedBesideEachOther() {
        Replay replay = Replay.asLive("yard", QueryTable.empty().with(QUERY), STAGES, this::take);
        for (int i = 0; i < 4; i++) {
            hear(replay, 8, 5_000 + i, i == 0, .9);
            hear(replay, 3, i, i == 0, i == 3 ? .01 : .9);
        }
        replay.end();

        assertThat(closed()).extracting(Event::endReason).containsOnly(EndReason.SOUND_ENDED);
        assertThat(closed()).extracting(Event::epochId).containsExactlyInAnyOrder(8L, 3L);
    }

    @Test
    void shouldLoseWhatIsOpenWhereAnEpochGoesOnWithTheTimeOfAnother() {
        Replay replay = Replay.asLive("yard", QueryTable.empty().with(QUERY), STAGES, this::take);
        hear(replay, 8, 0, true, .9);
        hear(replay, 3, 2, true, .9);
        replay.end();

        assertThat(closed()).extracting(Event::endReason).containsExactly(EndReason.STREAM_LOST, EndReason.SOUND_ENDED);
    }

    private void take(Decision decision) {
        events.addAll(decision.events());
        misses.addAll(decision.nearMisses());
        missesByStep.add(decision.nearMisses().size());
    }

    private List<Event> closed() {
        return events.stream()
                .filter(event -> event.phase() == EventPhase.CLOSE)
                .toList();
    }

    private static void hear(Replay replay, long firstHop, double... confidences) {
        for (int i = 0; i < confidences.length; i++) {
            hear(replay, 7, firstHop + i, i == 0, confidences[i]);
        }
    }

    private static void hear(Replay replay, long epoch, long hop, boolean startsRun, double confidence) {
        HopSpan span =
                new HopSpan("yard", epoch, hop, 0, hop * SECOND, hop * SECOND, (hop + 1) * SECOND, startsRun, 16_000);
        float score = (float) Math.log(confidence / (1 - confidence));
        replay.hear(
                new EncodedSegment(span, new SegmentEmbedding(FakeAudioEncoder.LOUD, new float[0]), -20),
                List.of(new Match(QUERY, score, 0)));
    }

    private static RegisteredQuery query() {
        StandingQuery query = new StandingQuery("dog", "a dog barking", List.of(), DecisionRules.ofConfidence(.5));
        return new RegisteredQuery(query, QueryVersion.of(query), FakeAudioEncoder.LOUD, new BackgroundFit(0, 1));
    }
}

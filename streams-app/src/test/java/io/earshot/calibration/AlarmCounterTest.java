package io.earshot.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.decide.EventTracker;
import io.earshot.embedding.Embedding;
import io.earshot.match.Match;
import io.earshot.match.MatchReport;
import io.earshot.query.BackgroundFit;
import io.earshot.query.DecisionRules;
import io.earshot.query.QueryTable;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.Sensitivity;
import io.earshot.query.StandingQuery;
import io.earshot.segment.HopSpan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AlarmCounterTest {
    private static final double HOP_SECONDS = 0.96;
    private static final ConfidenceCurve CURVE = new ConfidenceCurve(0, 18, -8);
    private static final BackgroundFit FIT = new BackgroundFit(0, 1);

    @Test
    void shouldCountUpcrossingsThatAreFartherApartThanTheMergeGap() {
        AlarmCounter counter = counter(DecisionRules.DEFAULT, 0, 0, 0, .9f, 0, .9f, 0, 0, 0, .9f, .9f, 0, 0);
        assertThat(counter.count(.5)).isEqualTo(2);
        assertThat(counter.alarms(.5).sortedPeaks()).containsExactly(.9f, .9f);
    }

    @Test
    void shouldHoldASoundThatStaysAboveTheClosingScoreForOne() {
        AlarmCounter counter = counter(DecisionRules.DEFAULT, 0, 0, 0, .6f, .55f, .55f, .55f, .55f, .6f, 0, 0);
        assertThat(counter.count(.58)).isEqualTo(1);
    }

    @Test
    void shouldNotCountWhatMayHaveBegunBeforeTheRun() {
        AlarmCounter counter = counter(DecisionRules.DEFAULT, .9f, .9f, .9f, .9f, 0, 0, 0, 0);
        assertThat(counter.count(.5)).isZero();
        assertThat(counter.seconds()).isEqualTo(6 * HOP_SECONDS);
    }

    @Test
    void shouldCountNothingInNothing() {
        AlarmCounter counter = new AlarmCounter(
                new BackgroundScores(new float[0], new int[0], HOP_SECONDS), DecisionRules.DEFAULT, s -> s);
        assertThat(counter.count(.5)).isZero();
        assertThat(counter.seconds()).isZero();
    }

    /** Scores like noise, against the tracker that decides, at many thresholds. */
    @Test
    void shouldAgreeWithTheTrackerThatDecides() {
        DecisionRules slow =
                new DecisionRules(0.5, 0.4, Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofHours(9));
        for (DecisionRules rules : List.of(DecisionRules.DEFAULT, slow)) {
            float[] scores = noise(4_000, 17);
            for (double open = 0.3; open < 0.8; open += 0.05) {
                int counted = counter(rules, scores).count(open);
                assertThat(counted).isEqualTo(tracked(rules, open, scores));
            }
        }
    }

    private static int tracked(DecisionRules rules, double openScore, float[] scores) {
        StandingQuery query = new StandingQuery(
                "q", "q", List.of(), rules.withSensitivity(new Sensitivity(Sensitivity.Kind.RAW_SCORE, openScore)));
        RegisteredQuery registered = new RegisteredQuery(query, "v", new Embedding(new float[0], new float[0]), FIT);
        QueryTable table = QueryTable.empty().with(registered);
        EventTracker tracker = new EventTracker("s", "digest", OperatingPoints.shipped(CURVE), Map.of());
        int opened = 0;
        for (int i = 0; i < scores.length; i++) {
            long start = Math.round(i * HOP_SECONDS * 1e6);
            HopSpan span = new HopSpan("s", 1, i, 0, start, start, start + 960_000, i == 0, 30_720);
            MatchReport report = new MatchReport(List.of(new Match(registered, scores[i])), Map.of(), 1);
            for (Event event : tracker.onSegment(span, report, table).events()) {
                opened += event.phase() == EventPhase.OPEN && i >= AlarmCounter.RUN_UP_HOPS ? 1 : 0;
            }
        }
        return opened;
    }

    private static AlarmCounter counter(DecisionRules rules, float... scores) {
        return new AlarmCounter(
                new BackgroundScores(scores, new int[] {0}, HOP_SECONDS),
                rules,
                open -> CURVE.score(CURVE.confidence(open, FIT) * rules.closePart(), FIT));
    }

    private static float[] noise(int hops, long seed) {
        Random random = new Random(seed);
        float[] scores = new float[hops];
        double slow = 0;
        for (int i = 0; i < hops; i++) {
            slow = 0.8 * slow + 0.6 * random.nextGaussian();
            scores[i] = (float) (0.35 + 0.12 * slow);
        }
        return scores;
    }
}

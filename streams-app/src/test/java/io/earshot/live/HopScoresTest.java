package io.earshot.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.earshot.calibration.Calibration;
import io.earshot.calibration.ConfidenceCurve;
import io.earshot.calibration.LiveCalibrations;
import io.earshot.calibration.OperatingPoints;
import io.earshot.embedding.SegmentEmbedding;
import io.earshot.encoder.FakeAudioEncoder;
import io.earshot.match.EncodedSegment;
import io.earshot.match.Match;
import io.earshot.match.MatchReport;
import io.earshot.query.BackgroundFit;
import io.earshot.query.DecisionRules;
import io.earshot.query.QueryTable;
import io.earshot.query.QueryVersion;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.Rule;
import io.earshot.query.Sensitivity;
import io.earshot.query.StandingQuery;
import io.earshot.segment.HopSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HopScoresTest {
    /** Confidence is the logistic of the score. */
    private static final ConfidenceCurve LOGISTIC = new ConfidenceCurve(0, 1, 0);

    private final LiveCalibrations calibrations = new LiveCalibrations();
    private final List<Match> matches = new ArrayList<>();
    private final HopScores scores = new HopScores(
            (source, segment, table) -> new MatchReport(matches, Map.of(), matches.size()),
            new OperatingPoints(LOGISTIC, calibrations),
            QueryTable::empty);

    @Test
    void shouldTellTheFiveNearestToTheirThresholds() {
        for (int i = 0; i < 7; i++) {
            matches.add(match("q" + i, .5, .1 * (i + 1)));
        }
        matches.add(match("strict", .9, .65));
        ScoredHop hop = heard();
        assertThat(hop.sourceId()).isEqualTo("yard");
        assertThat(hop.fromMicros()).isEqualTo(1_000);
        assertThat(hop.toMicros()).isEqualTo(2_000);
        // .65 of .9 is further off than .4 of .5, though it is the greater one.
        assertThat(hop.scores()).extracting(ScoredHop.Score::queryId).containsExactly("q6", "q5", "q4", "q3", "strict");
        assertThat(hop.scores().get(0).confidence()).isCloseTo(.7, within(1e-6));
        assertThat(hop.scores().get(0).openConfidence()).isEqualTo(.5);
    }

    @Test
    void shouldTakeTheThresholdThatDecidesOnThisSource() {
        RegisteredQuery dog = query("dog", DecisionRules.DEFAULT.withSensitivity(Sensitivity.ofAlarmsPerDay(10)));
        matches.add(new Match(dog, (float) logit(.6)));
        double fromModel = heard().scores().get(0).openConfidence();
        calibrations.put(new Calibration(
                "yard",
                "dog",
                dog.version(),
                "digest",
                logit(.8),
                10,
                4,
                21,
                new BackgroundFit(0, 1),
                List.of(.1, .2, .3, .4),
                0,
                3600));
        ScoredHop.Score score = heard().scores().get(0);
        assertThat(score.openConfidence()).isCloseTo(.8, within(1e-6)).isNotEqualTo(fromModel);
        assertThat(score.confidence()).isCloseTo(.6, within(1e-6));
    }

    @Test
    void shouldLeaveOutWhatGoesByTheLevelAndTellNothingWithoutQueries() {
        assertThat(scores.of(segment())).isEmpty();
        DecisionRules byLevel = DecisionRules.DEFAULT
                .with(Rule.ABSENT_FOR, Duration.ofSeconds(10))
                .with(Rule.ABOVE_LEVEL, -60.);
        matches.add(new Match(query("silence", byLevel), 1));
        assertThat(scores.of(segment())).isEmpty();
    }

    private ScoredHop heard() {
        return (ScoredHop) scores.of(segment()).orElseThrow();
    }

    private static EncodedSegment segment() {
        HopSpan span = new HopSpan("yard", 1, 0, 0, 0, 1_000, 2_000, true, 10);
        return new EncodedSegment(span, new SegmentEmbedding(FakeAudioEncoder.LOUD, new float[0]), -20);
    }

    private static Match match(String id, double open, double confidence) {
        return new Match(query(id, DecisionRules.ofConfidence(open)), (float) logit(confidence));
    }

    private static RegisteredQuery query(String id, DecisionRules rules) {
        StandingQuery query = new StandingQuery(id, "a dog", List.of(), List.of(), List.of(), rules, Map.of());
        BackgroundFit fit = new BackgroundFit(0, 1);
        return new RegisteredQuery(
                query, QueryVersion.of(query), FakeAudioEncoder.LOUD, fit, fit, List.of(), List.of());
    }

    private static double logit(double confidence) {
        return Math.log(confidence / (1 - confidence));
    }
}

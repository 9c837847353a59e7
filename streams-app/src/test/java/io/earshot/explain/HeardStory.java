package io.earshot.explain;

import io.earshot.calibration.ConfidenceCurve;
import io.earshot.calibration.OperatingPoints;
import io.earshot.decide.DecisionStages;
import io.earshot.embedding.Embedding;
import io.earshot.embedding.SegmentEmbedding;
import io.earshot.encoder.FakeAudioEncoder;
import io.earshot.match.EncodedSegment;
import io.earshot.match.Match;
import io.earshot.match.MatchReport;
import io.earshot.match.ScoreExplainer;
import io.earshot.match.SegmentMatcher;
import io.earshot.query.BackgroundFit;
import io.earshot.query.DecisionRules;
import io.earshot.query.EncodedText;
import io.earshot.query.QueryTable;
import io.earshot.query.QueryVersion;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import io.earshot.segment.HopSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A source that tells its story in confidences, one a second; and what is asked about it. */
final class HeardStory {
    static final String SOURCE = "yard";
    static final long START = 1_700_000_000_000_000L;
    static final String ENGINE = "an engine";
    static final DecisionRules AT_HALF = DecisionRules.ofConfidence(0.5);

    /** Logistic of ten times the score, so that any confidence can be told by a score in [-1, 1]. */
    private static final ConfidenceCurve CURVE = new ConfidenceCurve(0, 10, 0);

    private static final DecisionStages STAGES = new DecisionStages(
            FakeAudioEncoder.SPACE.modelDigest(),
            OperatingPoints.shipped(CURVE),
            new ScoreExplainer(FakeAudioEncoder.SPACE, FakeAudioEncoder.WEIGHTS, List.of()),
            FakeAudioEncoder.GRID);

    private static final long HOP_MICROS = 1_000_000;

    private final List<EncodedSegment> segments = new ArrayList<>();
    private final List<HopSpan> ofOtherModels = new ArrayList<>();
    private long hop;

    /** Seconds with these confidences. */
    HeardStory hear(double... confidences) {
        for (double confidence : confidences) {
            segments.add(segment(confidence, confidence));
        }
        return this;
    }

    /** A second in which the negative "an engine" takes the confidence down. */
    HeardStory hearBesideAnEngine(double confidence, double with) {
        segments.add(segment(confidence, with));
        return this;
    }

    /** Seconds of which nothing came. */
    HeardStory pause(int seconds) {
        hop += seconds;
        return this;
    }

    HeardStory hearWithAnotherModel(int seconds) {
        for (int i = 0; i < seconds; i++) {
            ofOtherModels.add(segment(0, 0).span());
        }
        return this;
    }

    /** What is said of a second of the story; nothing around it counts. */
    Explained explain(int second, RegisteredQuery query) {
        long middle = START + second * HOP_MICROS + HOP_MICROS / 2;
        return explain(new Moment(SOURCE, middle, Duration.ofMillis(400)), query);
    }

    Explained explain(Moment moment, RegisteredQuery query) {
        return explain(moment, query, Recorded.NOTHING);
    }

    Explained explain(Moment moment, RegisteredQuery query, Recorded recorded) {
        Explainer explainer = new Explainer(new StoryMatcher(), STAGES, HeardStory::registered);
        return explainer.explain(moment, query, new Stretch(segments, ofOtherModels), recorded);
    }

    static RegisteredQuery query(DecisionRules rules) {
        return registered(new StandingQuery("dog", "a dog barking", List.of(), rules));
    }

    static RegisteredQuery registered(StandingQuery query) {
        BackgroundFit background = new BackgroundFit(0, 1);
        List<EncodedText> negatives = query.negatives().stream()
                .map(text -> new EncodedText(FakeAudioEncoder.LOUD, background))
                .toList();
        return new RegisteredQuery(
                query, QueryVersion.of(query), FakeAudioEncoder.LOUD, background, background, List.of(), negatives);
    }

    static double time(long micros) {
        return (micros - START) / 1e6;
    }

    private EncodedSegment segment(double confidence, double withEngine) {
        boolean startsRun = segments.isEmpty() && hop == 0;
        long start = START + hop * HOP_MICROS;
        HopSpan span =
                new HopSpan(SOURCE, 7, hop++, START, start, start, start + HOP_MICROS, startsRun, (int) HOP_MICROS);
        float[] scores = {score(confidence), score(confidence) - score(withEngine)};
        return new EncodedSegment(span, new SegmentEmbedding(new Embedding(scores, new float[0]), new float[0]), -30);
    }

    private static float score(double confidence) {
        return (float) (Math.log(Math.max(confidence, 1e-4) / (1 - Math.max(confidence, 1e-4))) / 10);
    }

    /** A segment's first value is its score, its second what an engine takes off. */
    private static final class StoryMatcher implements SegmentMatcher {
        @Override
        public MatchReport match(String sourceId, Embedding segment, QueryTable table) {
            List<Match> matches = new ArrayList<>();
            for (RegisteredQuery query : table.queries()) {
                float penalty = query.query().negatives().contains(ENGINE) ? segment.levels()[1] : 0;
                matches.add(new Match(query, segment.levels()[0] - penalty, penalty));
            }
            return new MatchReport(matches, Map.of(), matches.size());
        }
    }
}

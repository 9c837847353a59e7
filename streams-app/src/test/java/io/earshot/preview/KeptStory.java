package io.earshot.preview;

import io.earshot.calibration.ConfidenceCurve;
import io.earshot.calibration.LiveCalibrations;
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
import io.earshot.query.QueryTable;
import io.earshot.query.QueryVersion;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import io.earshot.segment.HopSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Sources that told their stories in confidences, one a second, and were kept. */
final class KeptStory implements KeptAudio {
    static final String SOURCE = "yard";
    static final long START = 1_700_000_000_000_000L;
    static final String DIGEST = FakeAudioEncoder.SPACE.modelDigest();

    /** Logistic of ten times the score, so that any confidence can be told by a score in [-1, 1]. */
    static final ConfidenceCurve CURVE = new ConfidenceCurve(0, 10, 0);

    private static final long HOP_MICROS = 1_000_000;

    final LiveCalibrations calibrations = new LiveCalibrations();
    final DecisionStages stages = new DecisionStages(
            DIGEST,
            new OperatingPoints(CURVE, calibrations),
            new ScoreExplainer(FakeAudioEncoder.SPACE, FakeAudioEncoder.WEIGHTS, List.of()),
            FakeAudioEncoder.GRID);
    final SegmentMatcher matcher = new StoryMatcher();

    private final List<Kept> kept = new ArrayList<>();
    private final Map<String, Long> hops = new HashMap<>();
    private String source = SOURCE;
    private double readPart = 1;
    int readings;

    private record Kept(String digest, EncodedSegment segment) {}

    /** What comes now is of this source. */
    KeptStory in(String sourceId) {
        source = sourceId;
        return this;
    }

    /** Seconds with these confidences. */
    KeptStory hear(double... confidences) {
        for (double confidence : confidences) {
            kept.add(new Kept(DIGEST, segment(source, confidence)));
        }
        return this;
    }

    /** Seconds of which nothing came. */
    KeptStory pause(int seconds) {
        hops.merge(source, (long) seconds, Long::sum);
        return this;
    }

    KeptStory hearWithAnotherModel(int seconds) {
        for (int i = 0; i < seconds; i++) {
            kept.add(new Kept("another", segment(source, .9)));
        }
        return this;
    }

    /** All of it is published once more. */
    KeptStory again() {
        kept.addAll(List.copyOf(kept));
        return this;
    }

    /** The time is up when this part was read. */
    KeptStory readOnly(double part) {
        readPart = part;
        return this;
    }

    List<EncodedSegment> segments() {
        return kept.stream().map(Kept::segment).toList();
    }

    @Override
    public double read(BiConsumer<String, EncodedSegment> listener) {
        readings++;
        kept.stream()
                .limit(Math.round(readPart * kept.size()))
                .forEach(one -> listener.accept(one.digest, one.segment));
        return readPart;
    }

    Preview preview(RegisteredQuery query) {
        return preview(query, new PreviewScope(0, PreviewRequest.DEFAULT_NEWEST, false));
    }

    Preview preview(RegisteredQuery query, PreviewScope scope) {
        return new Previewer(matcher, stages, CURVE).preview(query, scope, this);
    }

    /** On its background it has about the scores of confidences around 0.15. */
    static RegisteredQuery query(DecisionRules rules) {
        StandingQuery query = new StandingQuery("dog", "a dog barking", List.of(), rules);
        return new RegisteredQuery(
                query, QueryVersion.of(query), FakeAudioEncoder.LOUD, new BackgroundFit(-.17f, .06f));
    }

    static double second(long micros) {
        return (micros - START) / 1e6;
    }

    private EncodedSegment segment(String sourceId, double confidence) {
        long hop = hops.merge(sourceId, 1L, Long::sum) - 1;
        long start = START + hop * HOP_MICROS;
        HopSpan span = new HopSpan(sourceId, 7, hop, START, start, start, start + HOP_MICROS, hop == 0, 32_000);
        float[] score = {(float) (Math.log(confidence / (1 - confidence)) / 10), 0};
        return new EncodedSegment(span, new SegmentEmbedding(new Embedding(score, new float[0]), new float[0]), -30);
    }

    /** A segment's first value is its score. */
    private static final class StoryMatcher implements SegmentMatcher {
        @Override
        public MatchReport match(String sourceId, Embedding segment, QueryTable table) {
            List<Match> matches = table.queries().stream()
                    .map(query -> new Match(query, segment.levels()[0]))
                    .toList();
            return new MatchReport(matches, Map.of(), matches.size());
        }
    }
}

package io.earshot.tagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.earshot.calibration.BackgroundFitter;
import io.earshot.calibration.BackgroundSegment;
import io.earshot.calibration.Calibration;
import io.earshot.embedding.Embedding;
import io.earshot.encoder.FakeAudioEncoder;
import io.earshot.match.ExhaustiveMatcher;
import io.earshot.query.BackgroundFit;
import io.earshot.query.DecisionRules;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import io.earshot.story.LoudnessStory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SourceCalibratorTest {
    private final SourceCalibrator calibrator = new SourceCalibrator(
            new ExhaustiveMatcher(FakeAudioEncoder.SPACE, FakeAudioEncoder.WEIGHTS, ExhaustiveMatcher.NO_FLOOR),
            new BackgroundFitter(LoudnessStory.CURVE, FakeAudioEncoder.SPACE.modelDigest()),
            0.96);

    @Test
    void shouldFitEachQueryByItsOwnScores() {
        RegisteredQuery loud = query("loud", FakeAudioEncoder.LOUD, List.of());
        RegisteredQuery quiet = query("quiet", new Embedding(new float[] {0.5f, 0}, new float[0]), List.of());
        List<Calibration> both = calibrator.calibrate("studio", murmur(2_000), List.of(quiet, loud), 3_000, 17);
        List<Calibration> one = calibrator.calibrate("studio", murmur(2_000), List.of(loud), 3_000, 17);

        assertThat(both).hasSize(2);
        assertThat(both.containsAll(one)).isTrue();
        double least = Math.min(
                both.get(0).background().mean(), both.get(1).background().mean());
        assertThat(least).isCloseTo(one.get(0).background().mean() / 2, within(1e-3));
        assertThat(one.get(0).validFromMicros()).isEqualTo(17);
    }

    @Test
    void shouldFitNothingThatDoesNotApplyOrCannotBeScored() {
        RegisteredQuery elsewhere = query("elsewhere", FakeAudioEncoder.LOUD, List.of("street"));
        RegisteredQuery foreign = query("foreign", new Embedding(new float[3], new float[0]), List.of());
        assertThat(calibrator.calibrate("studio", murmur(2_000), List.of(elsewhere, foreign), 3_000, 17))
                .isEmpty();
        assertThat(calibrator.calibrate("studio", List.of(), List.of(elsewhere), 0, 17))
                .isEmpty();
        assertThat(calibrator.calibrate("studio", murmur(2_000), List.of(), 3_000, 17))
                .isEmpty();
    }

    private static RegisteredQuery query(String id, Embedding embedding, List<String> sources) {
        return new RegisteredQuery(
                new StandingQuery(id, id, sources, DecisionRules.DEFAULT),
                "v",
                embedding,
                new BackgroundFit(0.1, 0.05));
    }

    private static List<BackgroundSegment> murmur(int hops) {
        Random random = new Random(9);
        List<BackgroundSegment> segments = new ArrayList<>();
        for (int hop = 0; hop < hops; hop++) {
            float score = (float) Math.min(0.5, Math.abs(0.1 + 0.05 * random.nextGaussian()));
            float rest = (float) Math.sqrt(1 - score * score);
            segments.add(new BackgroundSegment(1, hop, hop, new Embedding(new float[] {score, rest}, new float[0])));
        }
        return segments;
    }
}

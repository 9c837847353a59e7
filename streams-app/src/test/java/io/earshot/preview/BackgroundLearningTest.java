package io.earshot.preview;

import static io.earshot.preview.KeptStory.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.calibration.BackgroundFitter;
import io.earshot.calibration.BackgroundSegment;
import io.earshot.calibration.Calibration;
import io.earshot.calibration.DecidedBy;
import io.earshot.calibration.EmbeddingReservoir;
import io.earshot.match.EncodedSegment;
import io.earshot.query.DecisionRules;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.Sensitivity;
import io.earshot.segment.HopSpan;
import io.earshot.tagger.SourceCalibrator;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackgroundLearningTest {
    private static final double HOP_SECONDS = 0.96;
    private static final PreviewScope LEARNING = new PreviewScope(0, 5, true);

    private final RegisteredQuery rarely =
            query(DecisionRules.DEFAULT.withSensitivity(Sensitivity.ofAlarmsPerDay(200)));
    private final KeptStory story = new KeptStory();

    @Test
    void shouldLearnWhatLiveCalibrationWouldLearn() {
        murmur(story, 6_000, 1);
        Preview preview = story.preview(rarely, LEARNING);

        SourcePreview yard = preview.sources().get(0);
        Calibration learned = yard.point().calibration().orElseThrow();
        Calibration live = live(story.segments());
        assertThat(learned.thresholdScore()).isEqualTo(live.thresholdScore());
        assertThat(learned.quantiles()).isEqualTo(live.quantiles());
        assertThat(learned.highAlarmsPerDay()).isEqualTo(live.highAlarmsPerDay());
        assertThat(learned.heardSeconds()).isEqualTo(live.heardSeconds());
        assertThat(yard.point().decidedBy()).isEqualTo(DecidedBy.SOURCE);
        assertThat(story.readings).isEqualTo(2);
    }

    @Test
    void shouldTellAboutAsOftenAsIsAskedForOnMereBackground() {
        murmur(story, 40_000, 2);
        Preview preview = story.preview(rarely, LEARNING);

        assertThat(preview.asAsked().perDay(preview.heardSeconds())).isBetween(70.0, 500.0);
        assertThat(preview.newest())
                .allSatisfy(event -> assertThat(event.point().openConfidence())
                        .isEqualTo(preview.sources().get(0).point().openConfidence()));
    }

    @Test
    void shouldLearnOfEachSourceByItself() {
        murmur(story.in("quiet"), 3_000, 3);
        Random random = new Random(4);
        story.in("loud");
        for (int i = 0; i < 3_000; i++) {
            story.hear(.2 + .5 * random.nextDouble());
        }
        List<SourcePreview> sources = story.preview(rarely, LEARNING).sources();

        assertThat(sources).extracting(SourcePreview::sourceId).containsExactly("loud", "quiet");
        assertThat(sources.get(0).point().openConfidence())
                .isGreaterThan(sources.get(1).point().openConfidence() + .1);
    }

    @Test
    void shouldLeaveItToTheModelWhereTooLittleWasHeard() {
        murmur(story, 500, 5);
        Preview preview = story.preview(rarely, LEARNING);

        assertThat(preview.sources().get(0).point().decidedBy()).isEqualTo(DecidedBy.MODEL);
        assertThat(PreviewText.lines(preview, ZoneOffset.UTC))
                .anyMatch(line -> line.endsWith("0.50, set by the model: too little audio to learn from"));
    }

    @Test
    void shouldJudgeByWhatWasPublishedIfItIsNotToLearn() {
        murmur(story, 1_000, 6);
        Calibration published = live(story.segments());
        story.calibrations.put(published);
        SourcePreview yard =
                story.preview(rarely, new PreviewScope(0, 5, false)).sources().get(0);

        assertThat(yard.point().calibration().orElseThrow().thresholdScore()).isEqualTo(published.thresholdScore());
        assertThat(story.readings).isEqualTo(1);
    }

    private static void murmur(KeptStory story, int seconds, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < seconds; i++) {
            story.hear(Math.min(.85, Math.max(.01, .15 + .08 * random.nextGaussian())));
        }
    }

    /** As the calibrating application does it: a sample of segments, scored when it is fitted. */
    private Calibration live(List<EncodedSegment> heard) {
        EmbeddingReservoir reservoir = new EmbeddingReservoir(KeptStory.SOURCE);
        List<BackgroundSegment> sample = new ArrayList<>();
        Set<EmbeddingReservoir.Block> gone = new HashSet<>();
        for (EncodedSegment segment : heard) {
            HopSpan span = segment.span();
            EmbeddingReservoir.Verdict verdict = reservoir.offer(span.epochId(), span.gridIndex(), span.startMicros());
            verdict.evicted().ifPresent(gone::add);
            if (verdict.isKept()) {
                sample.add(new BackgroundSegment(
                        span.epochId(),
                        span.gridIndex(),
                        span.startMicros(),
                        segment.encoded().embedding()));
            }
        }
        sample.removeIf(kept -> gone.contains(EmbeddingReservoir.Block.of(kept.epochId(), kept.gridIndex())));
        BackgroundFitter fitter = new BackgroundFitter(KeptStory.CURVE, KeptStory.DIGEST);
        return new SourceCalibrator(story.matcher, fitter, HOP_SECONDS)
                .calibrate(KeptStory.SOURCE, sample, List.of(rarely), heard.size() * HOP_SECONDS, 0)
                .get(0);
    }
}

package io.earshot.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.evaluate.EvaluationReport.ClassQuality;
import io.earshot.evaluate.EvaluationReport.Confusion;
import io.earshot.evaluate.EvaluationReport.RetrievalQuality;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTextTest {
    private static final ClassQuality DOG = new ClassQuality("dog barking", 3, 2 / 3., .75);
    private static final ClassQuality RAIN = new ClassQuality("rain", 1, 1, 1);

    @Test
    void shouldShowEveryNumberWithItsGallery() {
        assertThat(ReportText.lines(report(List.of(DOG, RAIN), 2)))
                .containsExactly(
                        "4 clips, 2 texts, 2.0 min of audio in 1.5 s (80 times as fast as it plays)",
                        "model 0123456789abcdef; score of a clip: the highest of its segments' confidences; prompts: {}",
                        "clips that could not be measured, and are in no number: 1",
                        "",
                        "zero-shot accuracy    0.750   the highest of 2 texts is right",
                        "mAP text to audio     0.875   mean over the texts, all 4 clips ranked",
                        "",
                        "retrieval        queries  gallery     R@1     R@5    R@10   medR   mAP@10",
                        "text to audio          2        4   0.500   1.000   1.000      1    0.750",
                        "audio to text          4        2   0.750   1.000   1.000      2    0.800",
                        "",
                        "class        clips  accuracy  average precision",
                        "rain             1     1.000              1.000",
                        "dog barking      3     0.667              0.750",
                        "",
                        "worst confusions",
                        "     1 x  dog barking, taken for rain");
    }

    @Test
    void shouldNotListThousandsOfCaptions() {
        List<String> lines = ReportText.lines(report(Collections.nCopies(5_000, DOG), 5_000));
        assertThat(lines).hasSizeLessThan(15).last().asString().contains("--json");
    }

    private static EvaluationReport report(List<ClassQuality> classes, int labels) {
        return new EvaluationReport(
                .75,
                .875,
                new RetrievalQuality(2, 4, .5, 1, 1, 1, .75),
                new RetrievalQuality(4, 2, .75, 1, 1, 2, .8),
                classes,
                List.of(new Confusion("dog barking", "rain", 1)),
                4,
                labels,
                List.of(new SkippedClip("gone.wav", "gone.wav: no such file")),
                120,
                1.5,
                "0123456789abcdef0123456789abcdef",
                ClipPool.MAX,
                List.of("{}"));
    }
}

package io.earshot.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.calibration.BackgroundScores;
import io.earshot.calibration.EmbeddingReservoir;
import io.earshot.segment.HopSpan;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class ScoreSampleTest {
    private final ScoreSample sample = new ScoreSample("yard");

    @Test
    void shouldGiveTheScoresInTheirOrderWithTheirRuns() {
        for (long hop : new long[] {14, 15, 16, 17, 40, 41, 50}) {
            sample.offer(span(2, hop, 1), () -> hop);
        }
        sample.offer(span(1, 16, 1), () -> 1);
        sample.offer(span(1, 17, 1), () -> 2);
        BackgroundScores scores = sample.inOrder(0.5);

        assertThat(scores.scores()).containsExactly(1, 2, 14, 15, 16, 17, 40, 41, 50);
        assertThat(scores.runStarts()).containsExactly(0, 2, 6, 8);
        assertThat(scores.hopSeconds()).isEqualTo(0.5);
        assertThat(sample.hops()).isEqualTo(9);
    }

    @Test
    void shouldTakeNothingThatWasNotHeard() {
        sample.offer(span(1, 1, 0), () -> 1);

        assertThat(sample.hops()).isZero();
        assertThat(sample.inOrder(1).scores()).isEmpty();
        assertThat(sample.inOrder(1).runStarts()).isEmpty();
    }

    @Test
    void shouldStayBoundedAndScoreOnlyWhatItKeeps() {
        int[] scored = {0};
        DoubleSupplier score = () -> ++scored[0];
        int hops = 4 * EmbeddingReservoir.BLOCKS * EmbeddingReservoir.BLOCK_HOPS;
        for (int hop = 0; hop < hops; hop++) {
            sample.offer(span(1, hop, 1), score);
        }
        int kept = sample.inOrder(1).scores().length;

        assertThat(kept).isEqualTo(EmbeddingReservoir.BLOCKS * EmbeddingReservoir.BLOCK_HOPS);
        assertThat(scored[0]).isGreaterThan(kept).isLessThan(hops);
        assertThat(sample.hops()).isEqualTo(hops);
    }

    private static HopSpan span(long epoch, long hop, int heard) {
        long start = hop * 1_000_000;
        return new HopSpan("yard", epoch, hop, 0, start, start, start + 1_000_000, false, heard);
    }
}

package io.earshot.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.embedding.Embedding;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackgroundScoresTest {
    private final BackgroundScores scores = new BackgroundScores(new float[] {5, 4, 3, 2, 1, 0}, new int[] {0, 4}, 1);

    @Test
    void shouldBreakARunWhereHopsAreLeftOut() {
        BackgroundScores rest = scores.without(new boolean[] {false, true, false, false, false, false});
        assertThat(rest.scores()).containsExactly(5, 3, 2, 1, 0);
        assertThat(rest.runStarts()).containsExactly(0, 1, 3);
        assertThat(rest.runEnd(1)).isEqualTo(3);
        assertThat(rest.runEnd(2)).isEqualTo(5);
    }

    @Test
    void shouldBeginNoRunThatHasNoHop() {
        BackgroundScores rest = scores.without(new boolean[] {true, true, true, true, true, false});
        assertThat(rest.scores()).containsExactly(0);
        assertThat(rest.runStarts()).containsExactly(0);
        assertThat(scores.without(new boolean[] {true, true, true, true, true, true})
                        .runStarts())
                .isEmpty();
    }

    @Test
    void shouldBeTheSameWithNothingLeftOut() {
        BackgroundScores rest = scores.without(new boolean[6]);
        assertThat(rest.scores()).isEqualTo(scores.scores());
        assertThat(rest.runStarts()).isEqualTo(scores.runStarts());
        assertThat(scores.sorted()).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void shouldBeginARunWhereGridOrEpochJump() {
        int[] starts = BackgroundSegment.runStarts(
                List.of(segment(1, 3), segment(1, 4), segment(1, 16), segment(2, 17), segment(2, 18)));
        assertThat(starts).containsExactly(0, 2, 3);
        assertThat(BackgroundSegment.runStarts(List.of())).isEmpty();
    }

    private static BackgroundSegment segment(long epochId, long gridIndex) {
        return new BackgroundSegment(epochId, gridIndex, 0, new Embedding(new float[0], new float[0]));
    }
}

package io.earshot.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.SegmentEmbedding;
import io.earshot.match.EncodedSegment;
import io.earshot.segment.HopSpan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private final List<EncodedSegment> judged = new ArrayList<>();
    private final Intake intake = new Intake("ours", 10_000_000, judged::add);

    @Test
    void shouldTakeOnlySoManySources() {
        for (int i = 0; i < Intake.MOST_SOURCES + 7; i++) {
            intake.accept("ours", segment("source " + i, 1, 20));
            intake.accept("ours", segment("source " + i, 1, 21));
        }
        assertThat(judged).hasSize(2 * Intake.MOST_SOURCES);
        assertThat(intake.leftOut().ofTooManySources()).isEqualTo(14);
    }

    @Test
    void shouldNoteFromWhenToWhenWhatIsTooEarlyWasHeard() {
        intake.accept("ours", segment("yard", 1, 3));
        intake.accept("theirs", segment("yard", 1, 9));
        intake.accept("ours", segment("yard", 1, 10));

        assertThat(judged).hasSize(1);
        assertThat(intake.leftOut()).isEqualTo(new LeftOut(2, 3_000_000, 10_000_000, 0, 0, 0));
    }

    @Test
    void shouldTellRepeatsFromOtherEpochsAndSources() {
        intake.accept("ours", segment("yard", 1, 20));
        intake.accept("ours", segment("yard", 2, 20));
        intake.accept("ours", segment("attic", 1, 20));
        intake.accept("ours", segment("yard", 1, 20));
        intake.accept("ours", segment("yard", 1, 19));
        intake.accept("ours", segment("yard", 1, 22));

        assertThat(judged).hasSize(4);
        assertThat(intake.leftOut().repeated()).isEqualTo(2);
    }

    @Test
    void shouldRememberTheEpochsThatWereHeardLast() {
        Intake.HeardHops hops = new Intake.HeardHops();
        for (long epoch = 0; epoch < 1_000; epoch++) {
            assertThat(hops.isNew(segment("yard", epoch, 20).span())).isTrue();
        }
        assertThat(hops.isNew(segment("yard", 999, 20).span())).isFalse();
        assertThat(hops.isNew(segment("yard", 940, 20).span())).isFalse();
        assertThat(hops.isNew(segment("yard", 0, 20).span())).isTrue();
    }

    private static EncodedSegment segment(String source, long epoch, long second) {
        long start = second * 1_000_000;
        HopSpan span = new HopSpan(source, epoch, second, 0, start, start, start + 1_000_000, false, 1);
        Embedding nothing = new Embedding(new float[0], new float[0]);
        return new EncodedSegment(span, new SegmentEmbedding(nothing, new float[0]), -20);
    }
}

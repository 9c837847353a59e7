package io.earshot.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.SegmentEmbedding;
import io.earshot.match.EncodedSegment;
import io.earshot.segment.HopSpan;
import io.earshot.wire.StoredSegment;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentsFoundTest {
    private static final long SECOND = 1_000_000;
    private static final long NOON = 1_700_000_000 * SECOND;

    private final SegmentsFound found = found();

    @Test
    void shouldKeepWhatLiesInTheTimeAndNoteWhatLiesAround() {
        take(found, 9, 12, 18, 25);

        assertThat(seconds(found)).containsExactly(12L, 18L);
        assertThat(found.reachesBack()).isTrue();
        assertThat(found.isPast()).isTrue();
        assertThat(found.earliestMicros()).isEqualTo(NOON + 8 * SECOND);
        assertThat(found.latestMicros()).isEqualTo(NOON + 25 * SECOND);
    }

    @Test
    void shouldKnowNothingOfASourceThatWasNotSeen() {
        assertThat(found.knowsSource()).isFalse();
        assertThat(found.segments()).isEmpty();
        assertThat(found.reachesBack()).isFalse();
    }

    @Test
    void shouldNotTakeARecordingForLiveAudio() {
        found.take(segment("ours", 1, 25), NOON / 1_000 + 3_600_000);

        assertThat(found.isPast()).isFalse();
        assertThat(found.knowsSource()).isTrue();
    }

    @Test
    void shouldLetWhatWasHeardLastCount() {
        found.take(segment("ours", 1, 12), 1);
        found.take(segment("ours", 1, 13), 2);
        found.take(segment("ours", 1, 12), 3);

        assertThat(seconds(found)).containsExactly(13L, 12L);
        assertThat(found.appendMillis(NOON + 10 * SECOND)).hasValue(2);
        assertThat(found.firstAppendMillis()).isEqualTo(2);
        assertThat(found.lastAppendMillis()).isEqualTo(3);
    }

    @Test
    void shouldPutEpochsThatPlayedBesideEachOtherInOrder() {
        for (long second = 12; second < 15; second++) {
            found.take(segment("ours", 9, second), 1);
            found.take(segment("ours", 2, second), 1);
        }
        assertThat(found.segments())
                .extracting(stored -> stored.segment().span().epochId())
                .containsExactly(9L, 9L, 9L, 2L, 2L, 2L);
    }

    @Test
    void shouldTellModelsAndEpochsApart() {
        found.take(segment("ours", 1, 12), 1);
        found.take(segment("theirs", 1, 12), 1);
        found.take(segment("ours", 2, 12), 1);

        assertThat(found.segments()).hasSize(3);
    }

    @Test
    void shouldPutBeforeItWhatWasFoundFurtherBack() {
        take(found, 14, 15);
        SegmentsFound before = found();
        take(before, 8, 12, 13);
        before.take(segment("ours", 1, 14), 1);
        found.prepend(before);

        assertThat(seconds(found)).containsExactly(12L, 13L, 14L, 15L);
        assertThat(found.reachesBack()).isTrue();
    }

    private static SegmentsFound found() {
        return new SegmentsFound(NOON + 10 * SECOND, NOON + 20 * SECOND);
    }

    /** Live segments that end at these seconds. */
    private static void take(SegmentsFound found, long... seconds) {
        for (long second : seconds) {
            found.take(segment("ours", 1, second), NOON / 1_000 + second * 1_000 + 300);
        }
    }

    private static List<Long> seconds(SegmentsFound found) {
        return found.segments().stream()
                .map(stored -> (stored.segment().span().endMicros() - NOON) / SECOND)
                .toList();
    }

    private static StoredSegment segment(String digest, long epoch, long endSecond) {
        long end = NOON + endSecond * SECOND;
        HopSpan span = new HopSpan("yard", epoch, endSecond, NOON, end - 2 * SECOND, end - SECOND, end, false, 32_000);
        Embedding nothing = new Embedding(new float[0], new float[0]);
        return new StoredSegment(digest, new EncodedSegment(span, new SegmentEmbedding(nothing, new float[0]), -20));
    }
}

package io.earshot.evidence;

import static io.earshot.evidence.ClipStory.EPOCH;
import static io.earshot.evidence.ClipStory.FORMAT;
import static io.earshot.evidence.ClipStory.RATE;
import static io.earshot.evidence.ClipStory.SOURCE;
import static io.earshot.evidence.ClipStory.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.GapReason;
import org.junit.jupiter.api.Test;

class SpanCutterTest {
    @Test
    void shouldCutTheEpochOfWhichMostIsHeard() {
        SpanCutter cutter = cutter(1, 5);
        cutter.take(ClipStory.chunk(EPOCH, 0, RATE));
        cutter.take(ClipStory.chunk(EPOCH, RATE, RATE));
        for (int second = 2; second < 5; second++) {
            cutter.take(ClipStory.chunk(8, (long) second * RATE, RATE));
        }
        Clip clip = cutter.clip(false).orElseThrow();
        assertThat(clip.span().epochId()).isEqualTo(8);
        assertThat(clip.firstSample()).isEqualTo(RATE);
        assertThat(ClipStory.sample(clip, RATE)).isEqualTo((short) ClipStory.valueAt(2 * RATE));
        assertThat(clip.missing()).containsExactly(new MissingSpan(RATE, 2 * RATE, MissingReason.CHUNKS_MISSING, true));
    }

    @Test
    void shouldPassOverOtherSourcesAndEpochsThatDoNotSoundThen() {
        SpanCutter cutter = cutter(1, 2);
        cutter.take(ClipStory.chunk(EPOCH, 5 * RATE, RATE));
        cutter.take(AudioChunk.audio("other", EPOCH, RATE, START, FORMAT, new byte[2 * RATE]));
        assertThat(cutter.knowsEpoch()).isFalse();
        assertThat(cutter.clip(false)).isEmpty();
        assertThat(cutter.isFinal()).isFalse();
    }

    @Test
    void shouldAwaitWhatFollowsAnEpochThatHasEnded() {
        SpanCutter cutter = cutter(1, 4);
        cutter.take(ClipStory.chunk(EPOCH, 0, RATE));
        cutter.take(ClipStory.chunk(EPOCH, RATE, RATE));
        cutter.take(AudioChunk.end(SOURCE, EPOCH, 2 * RATE, START, FORMAT));
        assertThat(cutter.reachesBack()).isTrue();
        assertThat(cutter.isFinal()).isFalse();
        cutter.take(ClipStory.chunk(8, 3 * RATE, RATE));
        cutter.take(ClipStory.chunk(8, 4 * RATE, RATE));
        assertThat(cutter.isFinal()).isTrue();
    }

    @Test
    void shouldSayWhyThereIsNothing() {
        SpanCutter cutter = cutter(1, 2);
        cutter.take(AudioChunk.gap(SOURCE, EPOCH, RATE / 2, START, FORMAT, 2L * RATE)
                .withGapReason(GapReason.SOURCE_DOWN));
        assertThat(cutter.clip(false)).isEmpty();
        assertThat(cutter.excuse()).hasValue(MissingReason.SOURCE_DOWN);
    }

    @Test
    void shouldBeBoundedHoweverManyEpochsThereAre() {
        SpanCutter cutter = cutter(0, 60);
        for (int epoch = 0; epoch < 100; epoch++) {
            cutter.take(ClipStory.chunk(epoch, (long) epoch * RATE / 2, RATE / 2));
        }
        assertThat(cutter.clip(false).orElseThrow().span().epochId()).isLessThan(SpanCutter.MOST_EPOCHS);
    }

    @Test
    void shouldRefuseASpanThatEndsBeforeItBegins() {
        assertThatThrownBy(() -> new AudioSpan(SOURCE, 2, 2)).hasMessageContaining("\"to\" must be after \"from\"");
    }

    /** @param from seconds since the epoch's start */
    private static SpanCutter cutter(double from, double to) {
        return new SpanCutter(new AudioSpan(SOURCE, START + Math.round(from * 1e6), START + Math.round(to * 1e6)));
    }
}

package io.earshot.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OverlapTest {
    private static final int RATE = 32_000;

    private final float[] programme = music(20 * RATE);

    @Test
    void shouldFindToTheSampleWhereTheTailEnds() {
        for (int end : new int[] {5 * RATE + 3, 7 * RATE + 1_234, 9 * RATE - 7}) {
            OptionalInt found = Overlap.find(tail(end), part(4 * RATE, 12 * RATE), RATE, end - 4 * RATE + 5_000);
            assertThat(found).hasValue(end - 4 * RATE);
        }
    }

    @Test
    void shouldFindATailThatWasDecodedAnewWithSmallErrors() {
        float[] head = part(4 * RATE, 12 * RATE);
        Random random = new Random(1);
        for (int i = 0; i < head.length; i++) {
            head[i] += (random.nextFloat() - .5f) * .01f;
        }
        float[] tail = tail(7 * RATE);
        Arrays.fill(tail, tail.length - 1_500, tail.length, 0);
        assertThat(Overlap.find(tail, head, RATE, 3 * RATE)).hasValue(3 * RATE);
    }

    @Test
    void shouldNotFindWhatIsNotThere() {
        assertThat(Overlap.find(tail(3 * RATE), part(4 * RATE, 12 * RATE), RATE, 0))
                .isEmpty();
        assertThat(Overlap.find(tail(3 * RATE), part(4 * RATE, 4 * RATE + 100), RATE, 0))
                .isEmpty();
    }

    @Test
    void shouldRecogniseNothingInSilence() {
        assertThat(Overlap.find(new float[RATE], new float[8 * RATE], RATE, RATE))
                .isEmpty();
    }

    @Test
    void shouldTakeTheRepetitionThatTimeSpeaksFor() {
        float[] loop = part(0, RATE / 2);
        float[] looped = new float[8 * RATE];
        for (int i = 0; i < looped.length; i++) {
            looped[i] = loop[i % loop.length];
        }
        float[] tail = Arrays.copyOfRange(looped, 0, (int) (Overlap.TAIL_SECONDS * RATE));
        OptionalInt found = Overlap.find(tail, looped, RATE, 4 * RATE + 100);
        assertThat(found.orElseThrow()).isBetween(4 * RATE - RATE / 4, 4 * RATE + RATE / 4 + 100);
    }

    private float[] tail(int end) {
        return part(end - (int) (Overlap.TAIL_SECONDS * RATE), end);
    }

    private float[] part(int from, int to) {
        return Arrays.copyOfRange(programme, from, to);
    }

    /** Noise that a low pass has made dull, as programmes are. */
    private static float[] music(int length) {
        Random random = new Random(5);
        float[] samples = new float[length];
        float low = 0;
        for (int i = 0; i < length; i++) {
            low += .1f * ((random.nextFloat() - .5f) - low);
            samples[i] = low;
        }
        return samples;
    }
}

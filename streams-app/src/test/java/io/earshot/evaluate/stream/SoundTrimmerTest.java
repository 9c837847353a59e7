package io.earshot.evaluate.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SoundTrimmerTest {
    private static final int RATE = 8_000;

    private final SoundTrimmer trimmer = new SoundTrimmer(RATE);

    @Test
    void shouldCutSilenceAroundASound() {
        float[] clip = clip(0, .5, .5, 2);
        float[] sound = trimmer.trim(join(clip(0, 1.5), clip));
        assertThat(seconds(sound)).isEqualTo(2, within(.021));
    }

    @Test
    void shouldCutWhatIsThirtyDecibelsBelowTheLoudest() {
        assertThat(seconds(trimmer.trim(join(clip(.5, 1), clip(.01, 1))))).isEqualTo(1, within(.02));
        assertThat(seconds(trimmer.trim(join(clip(.5, 1), clip(.02, 1))))).isEqualTo(2, within(.02));
    }

    @Test
    void shouldKeepPausesOfUpToASecond() {
        assertThat(seconds(trimmer.trim(join(clip(.5, 1), clip(0, .9), clip(.5, 1)))))
                .isEqualTo(2.9, within(.02));
    }

    @Test
    void shouldTakeTheLoudestOfSeveralSounds() {
        assertThat(seconds(trimmer.trim(join(clip(.1, 2), clip(0, 1.5), clip(.5, .5), clip(0, 1.5), clip(.1, 2)))))
                .isEqualTo(.5, within(.02));
    }

    @Test
    void shouldEndAfterSixSecondsAndThenWithASound() {
        assertThat(seconds(trimmer.trim(clip(.5, 20)))).isEqualTo(6);
        assertThat(seconds(trimmer.trim(join(clip(.5, 5.5), clip(0, .8), clip(.5, 5)))))
                .isEqualTo(5.5, within(.02));
    }

    @Test
    void shouldFadeTheEndsAndLeaveTheRestAndTheClip() {
        float[] clip = clip(.5, 1);
        float[] before = clip.clone();
        float[] sound = trimmer.trim(clip);
        assertThat(Math.abs(sound[0])).isLessThan(.01f);
        assertThat(Math.abs(sound[sound.length - 1])).isLessThan(.01f);
        assertThat(Arrays.copyOfRange(sound, 40, 7_960)).isEqualTo(Arrays.copyOfRange(clip, 40, 7_960));
        assertThat(clip).isEqualTo(before);
    }

    @Test
    void shouldFindNothingInSilenceAndInAClick() {
        assertThat(trimmer.trim(new float[0])).isEmpty();
        assertThat(trimmer.trim(clip(0, 3))).isEmpty();
        assertThat(trimmer.trim(clip(1e-4, 3))).isEmpty();
        assertThat(trimmer.trim(join(clip(0, 1), clip(.5, .02), clip(0, 1)))).isEmpty();
    }

    /** A square wave for so many seconds at an amplitude; pairs of both. */
    private static float[] clip(double... amplitudesAndSeconds) {
        float[] clip = new float[0];
        for (int i = 0; i < amplitudesAndSeconds.length; i += 2) {
            float[] part = new float[(int) Math.round(amplitudesAndSeconds[i + 1] * RATE)];
            for (int k = 0; k < part.length; k++) {
                part[k] = (float) (k / 4 % 2 == 0 ? amplitudesAndSeconds[i] : -amplitudesAndSeconds[i]);
            }
            clip = join(clip, part);
        }
        return clip;
    }

    private static float[] join(float[]... parts) {
        float[] all = new float[0];
        for (float[] part : parts) {
            int end = all.length;
            all = Arrays.copyOf(all, end + part.length);
            System.arraycopy(part, 0, all, end, part.length);
        }
        return all;
    }

    private static double seconds(float[] samples) {
        return (double) samples.length / RATE;
    }
}

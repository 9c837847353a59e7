package io.earshot.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplerTest {
    private static final int OUT_RATE = 32_000;

    @ParameterizedTest
    @ValueSource(ints = {8_000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000, 192_000, 44_099, 191_999})
    void shouldKeepASine(int rate) {
        float[] out = resampled(rate, sine(rate, 1_000, rate / 2), 0.4);

        double noise = 0;
        for (int i = 1_000; i < out.length; i++) {
            double error = out[i] - Math.sin(2 * Math.PI * 1_000 * i / OUT_RATE);
            noise += error * error;
        }
        double noiseDb = 10 * Math.log10(noise / (out.length - 1_000) / 0.5);
        assertThat(noiseDb).isLessThan(-70);
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000, 192_000, 44_099})
    void shouldKeepAConstant(int rate) {
        float[] ones = new float[rate / 2];
        Arrays.fill(ones, 1f);

        float[] out = resampled(rate, ones, 0.4);

        for (int i = 1_000; i < out.length; i++) {
            assertThat(out[i]).isCloseTo(1f, within(1e-6f));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "44100,16500",
        "44100,20000",
        "48000,17000",
        "48000,23000",
        "96000,40000",
        "192000,16100",
        "192000,90000"
    })
    void shouldRejectWhatWouldAlias(int rate, double hz) {
        float[] out = resampled(rate, sine(rate, hz, rate / 2), 0.4);

        assertThat(Decibels.ofSamples(out, 1_000, out.length) + 3.01).isLessThan(-75);
    }

    @ParameterizedTest
    @CsvSource({"8000,3300", "16000,6600", "44100,13000", "48000,13000", "192000,13000"})
    void shouldKeepTheLevelUpToFourTenthsOfTheLowerRate(int rate, double hz) {
        float[] out = resampled(rate, sine(rate, hz, rate / 2), 0.4);

        assertThat(Decibels.ofSamples(out, 1_000, out.length)).isCloseTo(-3.01, within(0.05));
    }

    @ParameterizedTest
    @ValueSource(ints = {16_000, 44_100, 48_000})
    void shouldAgreeWithTarsosDsp(int rate) {
        float[] in = sine(rate, 700, rate / 2);
        float[] ours = resampled(rate, in, 0.4);
        float[] theirs = new float[OUT_RATE];
        double factor = (double) OUT_RATE / rate;
        new be.tarsos.dsp.resample.Resampler(true, factor, factor)
                .process(factor, in, 0, in.length, true, theirs, 0, theirs.length);

        for (int i = 1_000; i < ours.length; i++) {
            assertThat(ours[i]).isCloseTo(theirs[i], within(5e-3f));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 11_025, 32_000, 44_100, 44_099, 48_000, 192_000})
    void shouldNotDependOnHowInputAndOutputAreCut(int rate) {
        Resampler resampler = new Resampler(rate, OUT_RATE);
        float[] in = FftTest.noise(4_000);
        float[] whole = new float[2_000];
        resampler.resample(in, in.length, -100, -500, whole);

        Random random = new Random(rate);
        for (int round = 0; round < 200; round++) {
            float[] part = new float[1 + random.nextInt(60)];
            int at = random.nextInt(whole.length - part.length);
            long first = Math.max(-100, resampler.firstInput(-500 + at));
            long end = Math.min(3_900, resampler.endInput(-500 + at + part.length - 1));
            int length = (int) Math.max(0, end - first);
            float[] inPart = length == 0 ? new float[0] : Arrays.copyOfRange(in, (int) first + 100, (int) end + 100);
            resampler.resample(inPart, length, first, -500L + at, part);
            assertThat(part).isEqualTo(Arrays.copyOfRange(whole, at, at + part.length));
        }
    }

    @Test
    void shouldCopyBitsAtEqualRates() {
        Resampler resampler = new Resampler(OUT_RATE, OUT_RATE);
        float[] in = FftTest.noise(50);
        float[] out = new float[70];
        Arrays.fill(out, 9f);

        resampler.resample(in, 50, 1_000_000_000_000L, 999_999_999_990L, out);

        assertThat(Arrays.copyOfRange(out, 0, 10)).containsOnly(0f);
        assertThat(Arrays.copyOfRange(out, 10, 60)).isEqualTo(in);
        assertThat(Arrays.copyOfRange(out, 60, 70)).containsOnly(0f);
        assertThat(resampler.firstInput(7)).isEqualTo(7);
        assertThat(resampler.endInput(7)).isEqualTo(8);
        assertThat(resampler.outputsBefore(7)).isEqualTo(7);
    }

    @Test
    void shouldGiveSilenceFarFromTheInput() {
        Resampler resampler = new Resampler(48_000, OUT_RATE);
        float[] out = {9f, 9f};
        resampler.resample(FftTest.noise(50), 50, 0, 1_000_000, out);
        assertThat(out).containsOnly(0f);
        resampler.resample(FftTest.noise(50), 50, 0, -1_000_000, out);
        assertThat(out).containsOnly(0f);
    }

    @Test
    void shouldCountOutputsBeforeAnInput() {
        Resampler resampler = new Resampler(48_000, OUT_RATE);
        assertThat(resampler.outputsBefore(0)).isZero();
        assertThat(resampler.outputsBefore(1)).isEqualTo(1);
        assertThat(resampler.outputsBefore(2)).isEqualTo(2);
        assertThat(resampler.outputsBefore(3)).isEqualTo(2);
        assertThat(resampler.outputsBefore(4)).isEqualTo(3);
        assertThat(resampler.outputsBefore(Resampler.MAX_SAMPLE)).isEqualTo((Resampler.MAX_SAMPLE * 2 + 2) / 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 11_025, 44_099, 191_999, 192_000})
    void shouldKeepPositionsExactAfterYears(int rate) {
        Resampler resampler = new Resampler(rate, OUT_RATE);
        long seconds = Resampler.MAX_SAMPLE / rate - 1;
        long shift = seconds * rate;
        float[] in = FftTest.noise(1_000);
        float[] early = new float[100];
        float[] late = new float[100];

        resampler.resample(in, 1_000, 0, 50, early);
        resampler.resample(in, 1_000, shift, seconds * OUT_RATE + 50, late);

        assertThat(late).isEqualTo(early);
        assertThat(resampler.outputsBefore(shift)).isEqualTo(seconds * OUT_RATE);
    }

    @Test
    void shouldRefuseRatesThatAreNone() {
        assertThatThrownBy(() -> new Resampler(0, OUT_RATE)).hasMessageContaining("0 to 32000");
    }

    @Test
    void shouldShareOneResamplerPerRateAndNotKeepAll() {
        Resamplers resamplers = new Resamplers(OUT_RATE);
        Resampler first = resamplers.from(8_000);
        assertThat(resamplers.from(8_000)).isSameAs(first);
        for (int rate = 8_001; rate < 8_017; rate++) {
            resamplers.from(rate * 4);
        }
        assertThat(resamplers.from(8_000)).isNotSameAs(first);
    }

    private static float[] sine(int rate, double hz, int samples) {
        float[] sine = new float[samples];
        for (int i = 0; i < samples; i++) {
            sine[i] = (float) Math.sin(2 * Math.PI * hz * i / rate);
        }
        return sine;
    }

    private static float[] resampled(int rate, float[] in, double seconds) {
        float[] out = new float[(int) (seconds * OUT_RATE)];
        new Resampler(rate, OUT_RATE).resample(in, in.length, 0, 0, out);
        return out;
    }
}

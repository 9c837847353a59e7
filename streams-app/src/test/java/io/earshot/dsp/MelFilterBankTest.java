package io.earshot.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MelFilterBankTest {
    private final MelFilterBank bank = MelFilterBank.kaldi(128, 1024, 32_000, 0, 15_000);

    @Test
    void shouldAgreeWithTrianglesFromTheirDefinition() {
        double step = MelFilterBank.mel(15_000) / 129;
        for (int band = 0; band < 128; band++) {
            double left = band * step;
            double centre = (band + 1) * step;
            double right = (band + 2) * step;
            for (int bin = 0; bin < 512; bin++) {
                double mel = 1127 * Math.log(1 + bin * 31.25 / 700);
                double up = (mel - left) / (centre - left);
                double down = (right - mel) / (right - centre);
                assertThat(bank.weight(band, bin)).isCloseTo(Math.max(0, Math.min(up, down)), within(1e-9));
            }
        }
    }

    @Test
    void shouldGiveTheNyquistBinNoWeightEvenIfTheBandsReachIt() {
        MelFilterBank wide = MelFilterBank.kaldi(20, 64, 32_000, 0, 16_000);
        for (int band = 0; band < 20; band++) {
            assertThat(wide.weight(band, 32)).isZero();
        }
    }

    @Test
    void shouldSumWeightedPower() {
        float[] power = FftTest.noise(513);
        double[] mels = new double[128];

        bank.apply(power, mels);

        for (int band = 0; band < 128; band++) {
            double expected = 0;
            for (int bin = 0; bin < 513; bin++) {
                expected += bank.weight(band, bin) * power[bin];
            }
            assertThat(mels[band]).isCloseTo(expected, within(1e-12));
        }
    }

    @Test
    void shouldSumWeightedPowerOfManyFramesAtOnce() {
        float[][] power = new float[513][];
        for (int bin = 0; bin < power.length; bin++) {
            power[bin] = FftTest.noise(7);
            power[bin][3] += bin;
        }
        float[][] mels = new float[128][6];
        for (float[] row : mels) {
            Arrays.fill(row, Float.NaN);
        }

        bank.apply(power, mels);

        for (int frame = 0; frame < 6; frame++) {
            for (int band = 0; band < 128; band++) {
                double expected = 0;
                double size = 0;
                for (int bin = 0; bin < 513; bin++) {
                    expected += bank.weight(band, bin) * power[bin][frame];
                    size += bank.weight(band, bin) * Math.abs(power[bin][frame]);
                }
                assertThat((double) mels[band][frame]).isCloseTo(expected, within(1e-6 * size + 1e-9));
            }
        }
        assertThatThrownBy(() -> bank.apply(new float[512][6], mels)).hasMessageContaining("512 bins");
    }

    @Test
    void shouldGiveZeroToABandThatHoldsNoBin() {
        MelFilterBank narrow = MelFilterBank.kaldi(200, 64, 32_000, 0, 15_000);
        float[] power = new float[33];
        Arrays.fill(power, 1f);
        double[] mels = new double[200];

        narrow.apply(power, mels);

        assertThat(mels).contains(0.0).doesNotContain(Double.NaN);
    }

    @Test
    void shouldRefuseImpossibleEdges() {
        assertThatThrownBy(() -> MelFilterBank.kaldi(128, 1024, 32_000, 0, 16_001))
                .hasMessageContaining("16001");
        assertThatThrownBy(() -> MelFilterBank.kaldi(0, 1024, 32_000, 0, 15_000))
                .hasMessageContaining("0 mel");
        assertThatThrownBy(() -> bank.apply(new float[512], new double[128])).hasMessageContaining("512");
    }

    @Test
    void shouldGiveSlaneysBandsTheAreaOfOne() {
        MelFilterBank fine = MelFilterBank.slaney(64, 16_384, 48_000, 50, 14_000);
        for (int band = 0; band < 64; band++) {
            double area = 0;
            for (int bin = 0; bin <= 8_192; bin++) {
                area += fine.weight(band, bin) * 48_000 / 16_384;
            }
            assertThat(area).as("band %d", band).isCloseTo(1, within(0.01));
        }
    }

    @Test
    void shouldPutSlaneysTrianglesBetweenEdgesThatAreEquallySpacedInMel() {
        MelFilterBank slaney = MelFilterBank.slaney(64, 1024, 48_000, 50, 14_000);
        double low = SlaneyScale.mel(50);
        double step = (SlaneyScale.mel(14_000) - low) / 65;
        for (int band = 0; band < 64; band++) {
            double left = SlaneyScale.hz(low + band * step);
            double centre = SlaneyScale.hz(low + (band + 1) * step);
            double right = SlaneyScale.hz(low + (band + 2) * step);
            for (int bin = 0; bin < 513; bin++) {
                double hz = bin * 46.875;
                double up = (hz - left) / (centre - left);
                double down = (right - hz) / (right - centre);
                double expected = Math.max(0, Math.min(up, down)) * 2 / (right - left);
                assertThat(slaney.weight(band, bin)).isCloseTo(expected, within(1e-12));
            }
        }
    }

    @Test
    void shouldRefuseImpossibleEdgesOfSlaneysBandsToo() {
        assertThatThrownBy(() -> MelFilterBank.slaney(64, 1024, 48_000, 14_000, 50))
                .hasMessageContaining("14000");
        assertThatThrownBy(() -> MelFilterBank.slaney(64, 1024, 16_000, 50, 14_000))
                .hasMessageContaining("16000");
    }
}

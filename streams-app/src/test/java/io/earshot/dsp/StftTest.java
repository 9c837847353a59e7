package io.earshot.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StftTest {
    @Test
    void shouldTransformTheTaperedFrameAtTheStart() {
        float[] signal = FftTest.noise(207);
        float[] curve = WindowFunction.centred(WindowFunction.hann(50), 64);
        float[] tapered = new float[64];
        for (int i = 0; i < 64; i++) {
            tapered[i] = signal[101 + i] * curve[i];
        }
        double[] expected = FftTest.plainPower(tapered);
        float[] power = new float[33];

        new Stft(64, curve).power(signal, 101, power);

        for (int k = 0; k < 33; k++) {
            assertThat((double) power[k]).isCloseTo(expected[k], within(1e-4));
        }
    }

    @Test
    void shouldLeaveTheSignalAsItWas() {
        float[] signal = FftTest.noise(100);
        new Stft(64, WindowFunction.hann(64)).power(signal, 3, new float[33]);
        assertThat(signal).isEqualTo(FftTest.noise(100));
    }

    @Test
    void shouldRefuseACurveOfAnotherLength() {
        assertThatThrownBy(() -> new Stft(64, new float[50]))
                .hasMessageContaining("50")
                .hasMessageContaining("64");
    }
}

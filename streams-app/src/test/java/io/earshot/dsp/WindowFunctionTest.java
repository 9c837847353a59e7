package io.earshot.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowFunctionTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 13, 800, 1021})
    void shouldBeTheSymmetricHannOfTheTrainingSide(int length) {
        float[] hann = WindowFunction.hann(length);

        assertThat(hann).hasSize(length);
        for (int i = 0; i < length; i++) {
            double expected = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / (length - 1));
            assertThat((double) hann[i]).as("sample %d", i).isCloseTo(expected, within(3e-7));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 13, 800, 1024})
    void shouldBeThePeriodicHannOfSpectralAnalysisLibraries(int length) {
        float[] hann = WindowFunction.periodicHann(length);

        assertThat(hann).hasSize(length);
        for (int i = 0; i < length; i++) {
            double expected = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / length);
            assertThat((double) hann[i]).as("sample %d", i).isCloseTo(expected, within(3e-7));
        }
    }

    @Test
    void shouldPutTheCurveBetweenZeros() {
        float[] frame = WindowFunction.centred(WindowFunction.hann(800), 1024);

        assertThat(frame).hasSize(1024);
        assertThat(Arrays.copyOfRange(frame, 0, 113)).containsOnly(0f);
        assertThat(frame[113]).isPositive();
        assertThat(frame[910]).isPositive();
        assertThat(Arrays.copyOfRange(frame, 911, 1024)).containsOnly(0f);
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        assertThatThrownBy(() -> WindowFunction.hann(1)).hasMessageContaining("1 samples");
        assertThatThrownBy(() -> WindowFunction.periodicHann(1)).hasMessageContaining("1 samples");
        assertThatThrownBy(() -> WindowFunction.centred(new float[9], 8))
                .hasMessageContaining("9")
                .hasMessageContaining("8");
    }
}

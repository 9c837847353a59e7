package io.earshot.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlaneyScaleTest {
    /** librosa.hz_to_mel. */
    @ParameterizedTest
    @CsvSource({"0, 0", "60, 0.9", "110, 1.65", "440, 6.6", "1000, 15", "6400, 42", "40960, 69"})
    void shouldAgreeWithLibrosa(double hz, double mel) {
        assertThat(SlaneyScale.mel(hz)).isCloseTo(mel, within(1e-9));
        assertThat(SlaneyScale.hz(mel)).isCloseTo(hz, within(1e-7));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 50, 999.999, 1000, 1000.001, 14_000, 24_000})
    void shouldGoThereAndBack(double hz) {
        assertThat(SlaneyScale.hz(SlaneyScale.mel(hz))).isCloseTo(hz, within(1e-8));
    }

    @Test
    void shouldGoOnWithoutAStepWhereItBecomesLogarithmic() {
        assertThat(SlaneyScale.mel(1000.0001) - SlaneyScale.mel(999.9999)).isCloseTo(0, within(1e-4));
    }
}

package io.earshot.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DecibelsTest {
    @Test
    void shouldGiveKnownLevels() {
        assertThat(Decibels.ofPower(1)).isZero();
        assertThat(Decibels.ofPower(0.1)).isCloseTo(-10, within(1e-12));
    }

    @Test
    void shouldGiveAFullScaleSineMinusThree() {
        float[] sine = new float[3200];
        for (int i = 0; i < sine.length; i++) {
            sine[i] = (float) Math.sin(2 * Math.PI * i / 32);
        }
        assertThat(Decibels.ofSamples(sine, 0, sine.length)).isCloseTo(-3.0103, within(1e-4));
    }

    @Test
    void shouldNotFallBelowSilence() {
        assertThat(Decibels.ofPower(0)).isEqualTo(Decibels.SILENCE_DBFS);
        assertThat(Decibels.ofSamples(new float[8], 0, 8)).isEqualTo(Decibels.SILENCE_DBFS);
        assertThat(Decibels.ofSamples(new float[8], 4, 4)).isEqualTo(Decibels.SILENCE_DBFS);
    }
}

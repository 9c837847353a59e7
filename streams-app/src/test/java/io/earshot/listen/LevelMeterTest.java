package io.earshot.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.earshot.source.SourceState;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LevelMeterTest {
    private static final int RATE = 8_000;

    private final LevelMeter meter = new LevelMeter(RATE, -60, Duration.ofSeconds(10));

    @Test
    void shouldTellDigitalSilenceFromAQuietRoom() {
        hear(0, 11);
        assertThat(meter.state()).isEqualTo(SourceState.SILENT);
        assertThat(meter.levelDbfs()).isEmpty();
        hear(.0005f, 11);
        assertThat(meter.state()).isEqualTo(SourceState.QUIET);
        assertThat(meter.levelDbfs().orElseThrow()).isCloseTo(-66.02, within(.01));
    }

    @Test
    void shouldWaitBeforeSilenceIsAState() {
        hear(.1f, 5);
        hear(0, 9);
        assertThat(meter.state()).isEqualTo(SourceState.HEALTHY);
        hear(0, 1);
        assertThat(meter.state()).isEqualTo(SourceState.SILENT);
        hear(.1f, 1);
        assertThat(meter.state()).isEqualTo(SourceState.HEALTHY);
    }

    @Test
    void shouldSeeASourceThatClips() {
        float[] second = new float[RATE];
        for (int i = 0; i < RATE; i++) {
            second[i] = (float) Math.max(-1, Math.min(32_767 / 32_768., 1.5 * Math.sin(i * .3)));
        }
        for (int i = 0; i < 11; i++) {
            meter.hear(second);
        }
        assertThat(meter.state()).isEqualTo(SourceState.CLIPPING);
    }

    private void hear(float value, int seconds) {
        float[] samples = new float[RATE * seconds];
        Arrays.fill(samples, value);
        meter.hear(samples);
    }
}

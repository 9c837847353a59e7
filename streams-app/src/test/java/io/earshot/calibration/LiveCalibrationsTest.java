package io.earshot.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.query.BackgroundFit;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveCalibrationsTest {
    private final LiveCalibrations live = new LiveCalibrations();

    @Test
    void shouldHoldFromTheTimeThatItNames() {
        live.put(calibration("v", 0.4f, 100));
        live.put(calibration("v", 0.5f, 200));
        assertThat(live.find("s", "q", "v", 99)).isEmpty();
        assertThat(live.find("s", "q", "v", 100)).contains(calibration("v", 0.4f, 100));
        assertThat(live.find("s", "q", "v", 199)).contains(calibration("v", 0.4f, 100));
        assertThat(live.find("s", "q", "v", 200)).contains(calibration("v", 0.5f, 200));
        assertThat(live.newest("s", "q")).contains(calibration("v", 0.5f, 200));
    }

    @Test
    void shouldKeepTheLastTwo() {
        live.put(calibration("v", 0.4f, 100));
        live.put(calibration("v", 0.5f, 200));
        live.put(calibration("v", 0.6f, 300));
        assertThat(live.find("s", "q", "v", 150)).isEmpty();
        assertThat(live.find("s", "q", "v", 250)).contains(calibration("v", 0.5f, 200));
        assertThat(live.size()).isEqualTo(1);
    }

    @Test
    void shouldNotHoldForAnotherVersionSourceOrQuery() {
        live.put(calibration("v", 0.4f, 100));
        assertThat(live.find("s", "q", "w", 100)).isEmpty();
        assertThat(live.find("t", "q", "v", 100)).isEmpty();
        assertThat(live.find("s", "p", "v", 100)).isEmpty();
        assertThat(live.queryIds("s")).containsExactly("q");
        assertThat(live.queryIds("t")).isEmpty();
    }

    /** A source that is played again from an earlier time. */
    @Test
    void shouldFollowAClockThatGoesBack() {
        live.put(calibration("v", 0.4f, 1_000));
        live.put(calibration("v", 0.5f, 2_000));
        live.put(calibration("v", 0.6f, 10));
        assertThat(live.find("s", "q", "v", 5_000)).contains(calibration("v", 0.6f, 10));
        assertThat(live.find("s", "q", "v", 9)).isEmpty();
    }

    @Test
    void shouldForgetWhatIsRemoved() {
        live.put(calibration("v", 0.4f, 100));
        live.remove("s", "q");
        live.remove("s", "q");
        live.remove("nobody", "q");
        assertThat(live.find("s", "q", "v", 100)).isEmpty();
        assertThat(live.size()).isZero();
    }

    @Test
    void shouldTellWhatDiffersMaterially() {
        Calibration published = calibration("v", 0.4f, 100);
        assertThat(calibration("v", 0.4001f, 900).differsFrom(published)).isFalse();
        assertThat(calibration("v", 0.41f, 900).differsFrom(published)).isTrue();
        assertThat(calibration("w", 0.4f, 900).differsFrom(published)).isTrue();
    }

    private static Calibration calibration(String version, float threshold, long validFromMicros) {
        return new Calibration(
                "s",
                "q",
                version,
                "digest",
                threshold,
                10,
                5,
                20,
                new BackgroundFit(0.125, 0.0625),
                List.of(0.25, 0.5, 0.75, 1.),
                validFromMicros,
                3600);
    }
}

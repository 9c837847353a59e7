package io.earshot.decoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameClockTest {
    private static final double FRAME = 0.02;

    private final FrameClock clock = new FrameClock();

    /** Frames without a break from a time on, for so long; what is missing between them. */
    private double play(double from, double seconds) {
        double missing = 0;
        for (int i = 0; i < Math.round(seconds / FRAME); i++) {
            missing += clock.missingBefore(from + i * FRAME, FRAME);
        }
        return missing;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -2.3, 95_440, 1.8e9})
    void shouldBeginAnywhere(double start) {
        assertThat(play(start, 10)).isZero();
        assertThat(play(start + 16, 10)).isCloseTo(6, within(1e-6));
    }

    @Test
    void shouldFindWhatIsMissingInFront() {
        assertThat(FrameClock.missingInFront(1.4, 2.9)).isCloseTo(1.5, within(1e-9));
        assertThat(FrameClock.missingInFront(1.4, 1.44)).isZero();
        assertThat(FrameClock.missingInFront(1.4, 1.3)).isZero();
        assertThat(FrameClock.missingInFront(1.4, Double.NaN)).isZero();
        assertThat(FrameClock.missingInFront(1.4, 1e6)).as("another time base").isZero();
    }

    @Test
    void shouldTakeRoundedTimeStampsForWhole() {
        for (int i = 0; i < 100_000; i++) {
            double rounded = Math.rint(i * 23.2199546) / 1_000;
            assertThat(clock.missingBefore(rounded, 0.0232199546)).isZero();
        }
    }

    /** One lost frame after the other, each of them shorter than what is tolerated. */
    @Test
    void shouldAddUpSmallLosses() {
        double missing = 0;
        for (int i = 0; i < 20_000; i++) {
            missing += i % 100 == 99 ? 0 : clock.missingBefore(i * FRAME, FRAME);
        }
        assertThat(missing).isCloseTo(200 * FRAME, within(FrameClock.TOLERANCE));
    }

    /** The camera's clock says 1.001 s where there is 1 s of samples. */
    @Test
    void shouldFollowAClockThatDrifts() {
        double missing = 0;
        for (int i = 0; i < 50 * 3_600; i++) {
            missing += clock.missingBefore(i * FRAME * 1.001, FRAME);
        }
        assertThat(missing).isCloseTo(3.6, within(FrameClock.TOLERANCE));
    }

    @Test
    void shouldTakeAStepBackForAnotherTimeBase() {
        assertThat(play(100, 5) + play(0, 5)).isZero();
        assertThat(play(7, 1)).as("2 s after the end of the second").isCloseTo(2, within(1e-6));
        assertThat(play(-95_443.7, 5)).as("a wrap of MPEG-TS").isZero();
    }

    @Test
    void shouldNotTakeAJumpOfDaysForAHole() {
        assertThat(play(0, 1) + play(90_000, 1)).isZero();
        assertThat(play(90_003, 1)).isCloseTo(2, within(1e-6));
    }

    /** A time stamp that is wrong once must not add time. */
    @Test
    void shouldSetASmallStepBackOffAgainstTheNextStepForward() {
        double missing = play(0, 5);
        missing += clock.missingBefore(4.8, FRAME);
        missing += play(5.02, 5);
        assertThat(missing).isCloseTo(0, within(1e-9));
        assertThat(play(12, 1)).isCloseTo(1.98, within(1e-6));
    }

    @Test
    void shouldCountFramesWithoutATimeStamp() {
        assertThat(play(0, 5)).isZero();
        for (int i = 0; i < 100; i++) {
            assertThat(clock.missingBefore(Double.NaN, FRAME)).isZero();
        }
        assertThat(play(7, 1)).isZero();
        assertThat(play(9, 1)).isCloseTo(1, within(1e-6));
    }
}

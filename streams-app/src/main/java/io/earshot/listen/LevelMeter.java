package io.earshot.listen;

import io.earshot.source.SourceState;
import java.time.Duration;
import java.util.OptionalDouble;

/** What the samples of a source say of its health. */
final class LevelMeter {
    /** Samples from here on are at full scale. */
    private static final float FULL_SCALE = 32_767 / 32_768f;
    /** Share of a window at full scale from which it clips: speech and music that are limited well stay far below. */
    private static final double CLIPPED_SHARE = 0.001;

    private static final double WINDOW_SECONDS = 1;

    private final double quietPower;
    private final double quietAfterSeconds;
    private final int rateHz;
    private double sum;
    private long count;
    private long atFullScale;
    private boolean isZero = true;
    private double silentSeconds;
    private double quietSeconds;
    private double clippingSeconds;
    private double power;

    /**
     * @param quietDbfs level below which audio is quiet, 0 is a full-scale square wave
     * @param quietAfter how long before that is a state
     */
    LevelMeter(int rateHz, double quietDbfs, Duration quietAfter) {
        this.rateHz = rateHz;
        this.quietPower = Math.pow(10, quietDbfs / 10);
        this.quietAfterSeconds = quietAfter.toMillis() / 1000.;
    }

    /** Takes the next samples. Not modified. */
    void hear(float[] samples) {
        for (float sample : samples) {
            sum += (double) sample * sample;
            isZero &= sample == 0;
            if (Math.abs(sample) >= FULL_SCALE) {
                atFullScale++;
            }
            if (++count >= WINDOW_SECONDS * rateHz) {
                closeWindow();
            }
        }
    }

    /** How the audio is, after all that was heard. */
    SourceState state() {
        if (silentSeconds >= quietAfterSeconds) {
            return SourceState.SILENT;
        }
        if (quietSeconds >= quietAfterSeconds) {
            return SourceState.QUIET;
        }
        return clippingSeconds >= quietAfterSeconds ? SourceState.CLIPPING : SourceState.HEALTHY;
    }

    /** Level of the last whole second; empty: none yet, or digital silence. */
    OptionalDouble levelDbfs() {
        return power == 0 ? OptionalDouble.empty() : OptionalDouble.of(10 * Math.log10(power));
    }

    private void closeWindow() {
        power = sum / count;
        silentSeconds = isZero ? silentSeconds + WINDOW_SECONDS : 0;
        quietSeconds = power < quietPower ? quietSeconds + WINDOW_SECONDS : 0;
        clippingSeconds = atFullScale >= CLIPPED_SHARE * count ? clippingSeconds + WINDOW_SECONDS : 0;
        sum = 0;
        count = 0;
        atFullScale = 0;
        isZero = true;
    }
}

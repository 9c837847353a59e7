package io.earshot.dsp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaledLogarithmTest {
    /** Each float of three binades, and some of all others. */
    @ParameterizedTest
    @CsvSource({"1, 0", ".2, .9", "4.342944819032518, 0"})
    void shouldStayWithinItsBound(double factor, double shift) {
        ScaledLogarithm logarithm = new ScaledLogarithm(factor, shift);
        for (int exponent = -126; exponent <= 127; exponent++) {
            int every = exponent == -17 || exponent == -1 || exponent == 0 ? 1 : 4_999;
            int first = Float.floatToRawIntBits(Math.scalb(1f, exponent));
            for (int mantissa = 0; mantissa < 1 << 23; mantissa += every) {
                requireClose(logarithm, Float.intBitsToFloat(first + mantissa), factor, shift);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "-0.0", "-1", "1e-45", "NaN", "Infinity", "-Infinity"})
    void shouldTakeWhatIsNoPositiveNormalNumberAsTheLibraryDoes(float other) {
        assertThat(Float.valueOf(new ScaledLogarithm(.2, .9).of(other)))
                .isEqualTo(Float.valueOf((float) (.2 * Math.log(other) + .9)));
    }

    private static void requireClose(ScaledLogarithm logarithm, float x, double factor, double shift) {
        double expected = factor * Math.log(x) + shift;
        double entry = Math.abs(factor * Math.getExponent(x) * Math.log(2) + shift);
        double bound = (2 * entry + 2 * factor + Math.abs(expected)) / (1 << 24) + factor / (1 << 30);
        if (!(Math.abs(logarithm.of(x) - expected) <= bound)) {
            throw new AssertionError("of " + x + ": " + expected + ", not " + logarithm.of(x));
        }
    }
}

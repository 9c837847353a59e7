package io.earshot.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaneKernelTest {
    private static final int LANES = 37;

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 8, 12})
    void shouldAddTheWeightedRowsToEachSum(int count) {
        float[][] rows = rows(count + 8);
        float[] x = ramp(count + 8, 7);
        float[] y = ramp(count + 8, 11);
        float[] sum = ramp(LANES, 3);
        float[] second = ramp(LANES, 2);
        LaneKernel.multiply(rows, 4, 4 + count, x, sum, y, second);
        for (int i = 0; i < LANES; i++) {
            float expected = i % 3 - 1;
            float expectedSecond = i % 2 - 1;
            for (int r = 4; r < 4 + count; r++) {
                expected += x[r] * rows[r][i];
                expectedSecond += y[r] * rows[r][i];
            }
            assertThat(sum[i]).isEqualTo(expected);
            assertThat(second[i]).isEqualTo(expectedSecond);
        }
        float[] alone = ramp(LANES, 3);
        LaneKernel.multiply(rows, 4, 4 + count, x, alone, null, null);
        assertThat(alone).containsExactly(sum);
    }

    @Test
    void shouldRefuseRowsThatAreTooShort() {
        float[] x = new float[4];
        assertThatThrownBy(() -> LaneKernel.multiply(rows(4), 0, 4, x, new float[LANES + 1], null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("38");
    }

    @Test
    void shouldAddTheWeightedAbsoluteSums() {
        float[][] rows = new float[8][LANES];
        rows[4][0] = 1;
        rows[5][0] = 2;
        rows[4][1] = 1;
        float[] x = {0, 0, 0, 0, 2, -7, 0, 0};
        float[] weights = {9, 9, 9, 9, 0.5f, 10, 0, 0};
        float[] sum = new float[LANES];
        sum[1] = 4;
        LaneKernel.activate(rows, 4, 8, x, weights, sum);
        assertThat(sum[0]).isEqualTo(0.5f * 3 + 10 * 5);
        assertThat(sum[1]).isEqualTo(4 + 0.5f * 3 + 10 * 7);
        assertThat(sum[2]).isEqualTo(0.5f * 2 + 10 * 7);
    }

    private static float[][] rows(int count) {
        float[][] rows = new float[count][LANES];
        for (int i = 0; i < count * LANES; i++) {
            rows[i / LANES][i % LANES] = i % 5 - 2;
        }
        return rows;
    }

    private static float[] ramp(int length, int period) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = i % period - 1;
        }
        return values;
    }

    @Test
    void shouldComeCloseToTheExponential() {
        float[] values = new float[4001];
        for (int i = 0; i < values.length; i++) {
            values[i] = -i / 100f;
        }
        float[] exponentials = values.clone();
        LaneKernel.exp(exponentials);
        for (int i = 0; i < values.length; i++) {
            assertThat((double) exponentials[i]).isCloseTo(Math.exp(values[i]), within(1e-6));
        }
        assertThat(exponentials[0]).isEqualTo(1f);
    }
}

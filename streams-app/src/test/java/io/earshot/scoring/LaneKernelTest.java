package io.earshot.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaneKernelTest {
    private static final int ROW = LaneKernel.ROW;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 11})
    void shouldSumTheProductsOfItsRows(int rows) {
        float[][] x = new float[rows + 2][ROW];
        float[][] y = new float[rows + 2][ROW];
        for (int i = 0; i < (rows + 2) * ROW; i++) {
            x[i / ROW][i % ROW] = i % 7 - 3;
            y[i / ROW][i % ROW] = i % 5 - 2;
        }
        float[] sum = new float[ROW];
        sum[0] = 99;
        LaneKernel.multiplyRows(x, y, 1, rows, sum);
        for (int i = 0; i < ROW; i++) {
            float expected = 0;
            for (int r = 1; r <= rows; r++) {
                expected += x[r][i] * y[r][i];
            }
            assertThat(sum[i]).isEqualTo(expected);
        }
    }

    @Test
    void shouldSumTwiceTheWeightedPositiveParts() {
        float[][] x = new float[3][ROW];
        float[][] y = new float[3][ROW];
        x[1][0] = 2;
        y[1][0] = 1;
        x[2][0] = -1;
        y[2][0] = 2;
        x[1][1] = -2;
        y[1][1] = 1;
        float[] sum = new float[ROW];
        sum[2] = 99;
        LaneKernel.activateRows(x, y, 1, new float[] {0.5f, 10}, sum);
        assertThat(sum[0]).isEqualTo(0.5f * 2 * 3 + 10 * 2 * 1);
        assertThat(sum[1]).isZero();
        assertThat(sum[2]).isZero();
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

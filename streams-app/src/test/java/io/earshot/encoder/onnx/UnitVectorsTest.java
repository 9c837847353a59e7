package io.earshot.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnitVectorsTest {
    @Test
    void shouldScaleEachVectorToLengthOne() {
        float[] vectors = {3, 4, 0, -2};
        UnitVectors.normalise(vectors, 2);
        assertThat(vectors).containsExactly(0.6f, 0.8f, 0, -1);
    }

    @Test
    void shouldLeaveAZeroVectorZero() {
        float[] vectors = new float[2];
        UnitVectors.normalise(vectors, 2);
        assertThat(vectors).containsExactly(0, 0);
    }

    @Test
    void shouldAddInPlace() {
        float[] sum = {1, 2};
        UnitVectors.add(new float[] {10, 20}, sum);
        assertThat(sum).containsExactly(11, 22);
    }

    @Test
    void shouldScaleInPlace() {
        float[] values = {2, -4};
        UnitVectors.scale(values, 0.5f);
        assertThat(values).containsExactly(1, -2);
    }

    @Test
    void shouldDoNothingWithoutValues() {
        float[] none = new float[0];
        UnitVectors.normalise(none, 0);
        assertThat(none).isEmpty();
    }
}

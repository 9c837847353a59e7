package io.earshot.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FactorSimilarityTest {
    @Test
    void shouldGiveTheDotProductOfEachFactor() {
        float[] audio = {1, 0, 0.6f, 0.8f};
        float[] text = {0, 1, 0.6f, 0.8f};
        assertThat(new FactorSimilarity(2, 2).similarities(audio, text))
                .containsExactly(new double[] {0, 1}, within(1e-6));
    }

    @Test
    void shouldGiveNothingWithoutFactors() {
        assertThat(new FactorSimilarity(0, 0).similarities(new float[0], new float[0]))
                .isEmpty();
    }
}

package io.earshot.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.earshot.embedding.EmbeddingSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HierarchicalAlignmentTest {
    @Test
    void shouldWeighTheCosinesOfTheLevels() {
        HierarchicalAlignment alignment = new HierarchicalAlignment(2, new float[] {0.25f, 0.75f});
        float[] audio = {1, 0, 0, 1};
        float[] text = {0.6f, 0.8f, 0, 1};
        assertThat(alignment.cosine(0, audio, text)).isCloseTo(0.6, within(1e-7));
        assertThat(alignment.cosine(1, audio, text)).isEqualTo(1);
        assertThat(alignment.similarity(audio, text)).isCloseTo(0.9, within(1e-7));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 13, 207, 1021})
    void shouldBeOneInnerProductOfScaledLevels(int levelDim) {
        EmbeddingSpace space = Embeddings.space(3, levelDim, 0, 0);
        HierarchicalAlignment alignment = new HierarchicalAlignment(
                levelDim, Embeddings.weights(space, 0, 1).levelWeights());
        float[] audio = Embeddings.random(space, 2).levels();
        float[] text = Embeddings.random(space, 3).levels();
        double concatenated = VectorMath.dot(alignment.scaled(audio), 0, alignment.scaled(text), 0, 3 * levelDim);
        assertThat(concatenated).isCloseTo(alignment.similarity(audio, text), within(1e-6));
    }

    @Test
    void shouldLeaveTheLevelsAsTheyAre() {
        float[] levels = {0.6f, 0.8f};
        new HierarchicalAlignment(2, new float[] {1}).scaled(levels);
        assertThat(levels).containsExactly(0.6f, 0.8f);
    }
}

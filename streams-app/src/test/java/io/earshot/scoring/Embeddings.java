package io.earshot.scoring;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Random embeddings and weights; the same seed gives the same ones. */
public final class Embeddings {
    private Embeddings() {}

    public static EmbeddingSpace space(int levels, int levelDim, int factors, int factorDim) {
        return new EmbeddingSpace("digest", levels, levelDim, factors, factorDim);
    }

    public static List<Embedding> random(EmbeddingSpace space, int count, int seed) {
        Random random = new Random(seed);
        List<Embedding> embeddings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            embeddings.add(new Embedding(
                    units(random, space.levels(), space.levelDim()),
                    units(random, space.factors(), space.factorDim())));
        }
        return embeddings;
    }

    public static Embedding random(EmbeddingSpace space, int seed) {
        return random(space, 1, seed).get(0);
    }

    public static ScoringWeights weights(EmbeddingSpace space, int hidden, int seed) {
        Random random = new Random(seed);
        float[] levels = new float[space.levels()];
        float sum = 0;
        for (int l = 0; l < levels.length; l++) {
            levels[l] = random.nextFloat() + 0.1f;
            sum += levels[l];
        }
        for (int l = 0; l < levels.length; l++) {
            levels[l] /= sum;
        }
        if (space.factors() == 0) {
            return new ScoringWeights(levels, 0, 0.07, Optional.empty());
        }
        int d = space.factorDim();
        return new ScoringWeights(
                levels,
                0.4,
                0.07,
                Optional.of(new ConfidenceWeights(
                        hidden,
                        gaussians(random, hidden * d),
                        gaussians(random, hidden * d),
                        gaussians(random, hidden),
                        gaussians(random, hidden))));
    }

    private static float[] units(Random random, int count, int dim) {
        float[] units = gaussians(random, count * dim);
        for (int from = 0; from < units.length; from += dim) {
            double length = Math.sqrt(VectorMath.dot(units, from, units, from, dim));
            for (int i = from; i < from + dim; i++) {
                units[i] = (float) (units[i] / length);
            }
        }
        return units;
    }

    private static float[] gaussians(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}

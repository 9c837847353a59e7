package io.earshot.model;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Inputs and expected outputs that the training side put beside a model. All arrays are read-only.
 *
 * @param hops whole hops of the golden audio
 * @param logMel {@code [hops * hopFrames x mels]}
 * @param tokens {@code [hops x perHop x tokenDim]}
 * @param levels {@code [hops x L x D]}
 * @param factors {@code [hops x K x d]}
 * @param tokenLevels {@code [hops x perSegment x D]}
 * @param queries texts and their embeddings
 * @param scores {@code [hops x queries]}
 * @param confidences {@code [hops x queries]}
 * @param tolerances greatest allowed differences
 */
public record GoldenFiles(
        int hops,
        float[] logMel,
        float[] tokens,
        float[] levels,
        float[] factors,
        float[] tokenLevels,
        List<GoldenQuery> queries,
        float[] scores,
        float[] confidences,
        Tolerances tolerances) {
    /** Greatest allowed absolute differences. */
    public record Tolerances(double logMel, double tokens, double levels, double scores) {}

    /**
     * A text and what the training side made of it.
     *
     * @param text of the query
     * @param tokenIds of the text in the first prompt template, read-only
     * @param embedding of the query
     */
    public record GoldenQuery(String text, long[] tokenIds, Embedding embedding) {}

    /** @throws InvalidModelException if a file is missing or its size does not fit the others */
    public static GoldenFiles of(ModelBundle bundle) {
        return new Reader(bundle).read();
    }

    /** Row {@code index} of a matrix with rows of this length; a copy. */
    public static float[] row(float[] matrix, int index, int length) {
        return Arrays.copyOfRange(matrix, index * length, (index + 1) * length);
    }

    private record Reader(ModelBundle bundle) {
        GoldenFiles read() {
            EmbeddingSpace space = bundle.space();
            TokenSpec spec = bundle.tokens();
            int hopTokens = spec.perHop() * spec.dim();
            float[] tokens = floats("tokens.f32");
            int hops = tokens.length / hopTokens;
            List<GoldenQuery> queries = queries();
            return new GoldenFiles(
                    hops,
                    floats(
                            "logmel.f32",
                            hops,
                            bundle.grid().hopFrames() * bundle.frontEnd().mels()),
                    floats("tokens.f32", hops, hopTokens),
                    floats("levels.f32", hops, space.levelValues()),
                    space.factors() == 0 ? new float[0] : floats("factors.f32", hops, space.factorValues()),
                    floats("token_levels.f32", hops, spec.perSegment() * space.levelDim()),
                    queries,
                    floats("scores.f32", hops, queries.size()),
                    floats("confidences.f32", hops, queries.size()),
                    tolerances());
        }

        private Tolerances tolerances() {
            StrictJson json = StrictJson.parse(path("tolerances.json"), bundle.read(name("tolerances.json")));
            return new Tolerances(
                    json.number("logmel", 0, 1),
                    json.number("tokens", 0, 1),
                    json.number("levels", 0, 1),
                    json.number("scores", 0, 1));
        }

        private List<GoldenQuery> queries() {
            List<GoldenQuery> queries = new ArrayList<>();
            for (StrictJson query : StrictJson.parseList(path("queries.json"), bundle.read(name("queries.json")))) {
                queries.add(query(query));
            }
            return List.copyOf(queries);
        }

        private GoldenQuery query(StrictJson json) {
            EmbeddingSpace space = bundle.space();
            float[] levels = json.matrix("levels", space.levels(), space.levelDim());
            float[] factors =
                    space.factors() == 0 ? new float[0] : json.matrix("factors", space.factors(), space.factorDim());
            return new GoldenQuery(json.text("text"), json.longs("tokenIds"), new Embedding(levels, factors));
        }

        private float[] floats(String file, int rows, int columns) {
            float[] values = floats(file);
            if (values.length != rows * columns) {
                throw new InvalidModelException(
                        path(file), "the size", rows + " x " + columns + " floats", values.length + " floats");
            }
            return values;
        }

        private float[] floats(String file) {
            FloatBuffer buffer = ByteBuffer.wrap(bundle.read(name(file)))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            float[] values = new float[buffer.remaining()];
            buffer.get(values);
            return values;
        }

        private String path(String file) {
            return bundle.path(name(file)).toString();
        }

        private static String name(String file) {
            return "golden/" + file;
        }
    }
}

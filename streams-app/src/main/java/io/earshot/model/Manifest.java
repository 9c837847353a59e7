package io.earshot.model;

import io.earshot.calibration.ConfidenceCurve;
import io.earshot.embedding.EmbeddingSpace;
import io.earshot.feature.LogMelSpec;
import io.earshot.segment.HopGrid;

/**
 * The content of manifest.json.
 *
 * @param passport of the model, in words
 * @param frontEnd of the audio
 * @param grid of hops
 * @param space of the embeddings
 * @param tokens of the audio encoder
 * @param text encoder
 * @param curve from score to confidence
 * @param backgroundSegments rows of background.f16
 */
record Manifest(
        ModelPassport passport,
        LogMelSpec frontEnd,
        HopGrid grid,
        EmbeddingSpace space,
        TokenSpec tokens,
        TextSpec text,
        ConfidenceCurve curve,
        int backgroundSegments) {
    static final int FORMAT_VERSION = 1;

    /** @throws InvalidModelException if a key is missing, or a value has the wrong type or is out of range */
    static Manifest of(StrictJson json, String digest) {
        int version = json.integer("formatVersion", 0);
        if (version != FORMAT_VERSION) {
            throw json.invalid("formatVersion", String.valueOf(FORMAT_VERSION), String.valueOf(version));
        }
        LogMelSpec frontEnd = FrontEndSection.read(json.object("frontEnd"));
        EmbeddingSpace space = space(json.object("space"), digest);
        StrictJson calibration = json.object("calibration");
        return new Manifest(
                passport(json),
                frontEnd,
                grid(json.object("grid"), frontEnd),
                space,
                tokens(json.object("grid"), json.object("space")),
                TextSpec.of(json.object("text"), space),
                curve(calibration),
                calibration.integer("backgroundSegments", 1));
    }

    private static ModelPassport passport(StrictJson json) {
        return new ModelPassport(
                json.text("name"),
                json.text("version"),
                json.text("licence"),
                json.text("description"),
                json.raw("training"),
                json.raw("quality"));
    }

    private static HopGrid grid(StrictJson json, LogMelSpec frontEnd) {
        return new HopGrid(
                frontEnd.sampleRateHz(),
                frontEnd.hopSamples(),
                frontEnd.fftSize(),
                json.integer("hopFrames", 1),
                json.integer("overlapFrames", 0),
                json.integer("segmentHops", 1));
    }

    private static EmbeddingSpace space(StrictJson json, String digest) {
        int factors = json.integer("factors", 0);
        return new EmbeddingSpace(
                digest,
                json.integer("levels", 1),
                json.integer("levelDim", 1),
                factors,
                json.integer("factorDim", factors == 0 ? 0 : 1));
    }

    private static TokenSpec tokens(StrictJson grid, StrictJson space) {
        int hopFrames = grid.integer("hopFrames", 1);
        int tokenFrames = grid.integer("tokenFrames", 1);
        if (hopFrames % tokenFrames != 0) {
            throw grid.invalid("tokenFrames", "a divisor of hopFrames " + hopFrames, String.valueOf(tokenFrames));
        }
        int perHop = hopFrames / tokenFrames;
        int perSegment = perHop * grid.integer("segmentHops", 1);
        int context = grid.integer("contextTokens", perSegment);
        if (context % perHop != 0) {
            throw grid.invalid("contextTokens", "a multiple of " + perHop, String.valueOf(context));
        }
        return new TokenSpec(space.integer("tokenDim", 1), perHop, context, perSegment);
    }

    private static ConfidenceCurve curve(StrictJson json) {
        return new ConfidenceCurve(json.number("zWeight"), json.number("scoreWeight"), json.number("bias"));
    }
}

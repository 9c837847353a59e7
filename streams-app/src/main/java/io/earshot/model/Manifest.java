package io.earshot.model;

import io.earshot.calibration.ConfidenceCurve;
import io.earshot.embedding.EmbeddingSpace;
import io.earshot.feature.FrontEndKind;
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

    private static final String KIND = "kind";
    private static final String KALDI = "kaldi";
    private static final String SLANEY = "slaney";

    /** @throws InvalidModelException if a key is missing, or a value has the wrong type or is out of range */
    static Manifest of(StrictJson json, String digest) {
        int version = json.integer("formatVersion", 0);
        if (version != FORMAT_VERSION) {
            throw json.invalid("formatVersion", String.valueOf(FORMAT_VERSION), String.valueOf(version));
        }
        LogMelSpec frontEnd = frontEnd(json.object("frontEnd"));
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

    private static LogMelSpec frontEnd(StrictJson json) {
        FrontEndKind kind = frontEndKind(json);
        boolean kaldi = kind == FrontEndKind.KALDI;
        double nyquistHz = json.integer("sampleRateHz", 1) / 2.0;
        int fftSize = fftSize(json);
        double lowHz = json.number("lowHz", 0, nyquistHz);
        return new LogMelSpec(
                kind,
                json.integer("sampleRateHz", 1),
                kaldi ? json.number("preEmphasis", 0, 1) : 0,
                fftSize,
                atMost(json, "windowSamples", 2, "fftSize", fftSize),
                atMost(json, "hopSamples", 1, "half of fftSize", fftSize / 2),
                json.integer("mels", 1),
                lowHz,
                json.number("highHz", lowHz + 1, nyquistHz),
                json.number("logFloor", Double.MIN_NORMAL, 1),
                kaldi ? json.number("offset") : 0,
                kaldi ? json.number("scale", Float.MIN_NORMAL, Float.MAX_VALUE) : 1);
    }

    /** Bundles of before there were kinds are Kaldi's. */
    private static FrontEndKind frontEndKind(StrictJson json) {
        String kind = json.has(KIND) ? json.text(KIND) : KALDI;
        return switch (kind) {
            case KALDI -> FrontEndKind.KALDI;
            case SLANEY -> FrontEndKind.SLANEY;
            default -> throw json.invalid(KIND, KALDI + " or " + SLANEY, kind);
        };
    }

    private static int fftSize(StrictJson json) {
        int fftSize = json.integer("fftSize", 2);
        if (Integer.bitCount(fftSize) != 1) {
            throw json.invalid("fftSize", "a power of two", String.valueOf(fftSize));
        }
        return fftSize;
    }

    private static int atMost(StrictJson json, String key, int least, String limitName, int limit) {
        int value = json.integer(key, least);
        if (value > limit) {
            throw json.invalid(key, "at most " + limitName + " " + limit, String.valueOf(value));
        }
        return value;
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

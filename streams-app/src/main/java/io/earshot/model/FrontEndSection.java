package io.earshot.model;

import io.earshot.feature.FrontEndKind;
import io.earshot.feature.LogMelSpec;

/** The section {@code frontEnd} of a manifest. */
final class FrontEndSection {
    private static final String KIND = "kind";
    private static final String KALDI = "kaldi";
    private static final String SLANEY = "slaney";

    private FrontEndSection() {}

    static LogMelSpec read(StrictJson json) {
        FrontEndKind kind = kind(json);
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
    private static FrontEndKind kind(StrictJson json) {
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
}

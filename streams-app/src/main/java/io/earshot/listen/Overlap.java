package io.earshot.listen;

import java.util.OptionalInt;

/**
 * Finds in the audio of a new connection where the audio of the one before ended: servers send their last seconds again. The
 * end of what was heard is looked for by normalised cross-correlation, coarsely at an eighth of the rate, then to the sample.
 */
final class Overlap {
    /** Decoders put out an odd end when a stream breaks off. */
    private static final double IGNORED_SECONDS = 0.06;
    /** Of what was heard before, by which it is found again. */
    static final double TAIL_SECONDS = 0.56;

    private static final int DECIMATION = 8;
    private static final double COARSE = 0.4;
    /** The same bytes decoded anew agree nearly to the bit; another second of the same programme does not. */
    private static final double SAME = 0.95;
    /** Correlations that differ by less are equally good; the one nearest to where time says it is wins. */
    private static final double AS_GOOD = 0.01;
    /** Mean power of a sample below which there is nothing to recognise: -70 dBFS. */
    private static final double LEAST_POWER = 1e-7;

    private Overlap() {}

    /**
     * Where the tail ends in the head.
     *
     * @param tail the last {@link #TAIL_SECONDS} heard. Not modified.
     * @param head of the new connection. Not modified.
     * @param expected where time says that the tail ends, in samples of the head
     * @return samples of the head that were heard before; empty if it does not hold the tail
     */
    static OptionalInt find(float[] tail, float[] head, int rateHz, long expected) {
        int ignored = (int) (IGNORED_SECONDS * rateHz);
        int length = tail.length - ignored;
        if (length < rateHz / 4 || head.length < length) {
            return OptionalInt.empty();
        }
        float[] template = new float[length];
        System.arraycopy(tail, 0, template, 0, length);
        if (power(template) < LEAST_POWER) {
            return OptionalInt.empty();
        }
        int coarse = coarsely(decimate(template), decimate(head), (expected - tail.length) / DECIMATION);
        if (coarse < 0) {
            return OptionalInt.empty();
        }
        int at = finely(template, head, coarse * DECIMATION);
        return at < 0 ? OptionalInt.empty() : OptionalInt.of(Math.min(head.length, at + tail.length));
    }

    /** Start of the best place, or of the one nearest to the expected among those as good; -1 if there is none. */
    private static int coarsely(float[] template, float[] head, long expected) {
        int places = head.length - template.length + 1;
        if (places <= 0) {
            return -1;
        }
        double[] scores = new double[places];
        double norm = Math.sqrt(energy(template, 0, template.length));
        double energy = energy(head, 0, template.length);
        double best = 0;
        for (int at = 0; at < places; at++) {
            if (at > 0) {
                energy += square(head[at + template.length - 1]) - square(head[at - 1]);
            }
            scores[at] = dot(template, head, at) / (norm * Math.sqrt(Math.max(energy, 1e-12)));
            best = Math.max(best, scores[at]);
        }
        if (best < COARSE) {
            return -1;
        }
        int nearest = -1;
        for (int at = 0; at < places; at++) {
            boolean isNearer = nearest < 0 || Math.abs(at - expected) < Math.abs(nearest - expected);
            if (scores[at] >= best - AS_GOOD && isNearer) {
                nearest = at;
            }
        }
        return nearest;
    }

    private static int finely(float[] template, float[] head, int around) {
        int found = -1;
        double best = SAME;
        double norm = Math.sqrt(energy(template, 0, template.length));
        int last = Math.min(head.length - template.length, around + 2 * DECIMATION);
        for (int at = Math.max(0, around - 2 * DECIMATION); at <= last; at++) {
            double score =
                    dot(template, head, at) / (norm * Math.sqrt(Math.max(energy(head, at, template.length), 1e-12)));
            if (score > best) {
                best = score;
                found = at;
            }
        }
        return found;
    }

    private static float[] decimate(float[] samples) {
        float[] few = new float[samples.length / DECIMATION];
        for (int i = 0; i < few.length; i++) {
            float sum = 0;
            for (int k = 0; k < DECIMATION; k++) {
                sum += samples[i * DECIMATION + k];
            }
            few[i] = sum / DECIMATION;
        }
        return few;
    }

    private static double dot(float[] template, float[] head, int at) {
        // Four sums, which do not wait for each other.
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int whole = template.length - template.length % 4;
        for (int i = 0; i < whole; i += 4) {
            a += template[i] * head[at + i];
            b += template[i + 1] * head[at + i + 1];
            c += template[i + 2] * head[at + i + 2];
            d += template[i + 3] * head[at + i + 3];
        }
        for (int i = whole; i < template.length; i++) {
            a += template[i] * head[at + i];
        }
        return (double) a + b + c + d;
    }

    private static double power(float[] samples) {
        return energy(samples, 0, samples.length) / samples.length;
    }

    private static double energy(float[] samples, int from, int length) {
        double sum = 0;
        for (int i = from; i < from + length; i++) {
            sum += square(samples[i]);
        }
        return sum;
    }

    private static double square(float value) {
        return (double) value * value;
    }
}

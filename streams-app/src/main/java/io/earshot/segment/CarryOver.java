package io.earshot.segment;

import io.earshot.dsp.Resampler;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** The audio of a run that hops still need: mono, at the source's rate, gaps as zeros. What lies around it is silence. */
final class CarryOver {
    private static final float[] NOTHING = {};
    private static final int FIRST_CAPACITY = 1 << 14;

    private final Deque<Gap> gaps = new ArrayDeque<>();
    private float[] samples = NOTHING;
    private long start;
    private int length;

    private record Gap(long start, long end) {}

    /** Forgets all; audio goes on at a sample. */
    void restartAt(long sample) {
        gaps.clear();
        start = sample;
        length = 0;
    }

    /** Forgets all, and the room that it took. */
    void clear() {
        restartAt(end());
        samples = NOTHING;
    }

    /** Size in memory. */
    int bytes() {
        return samples.length * Float.BYTES;
    }

    /** First sample after those held. */
    long end() {
        return start + length;
    }

    /** Adds silence up to a sample that is not before the end. */
    void fillTo(long sample) {
        if (sample > end()) {
            gaps.addLast(new Gap(end(), sample));
            int more = (int) (sample - end());
            reserve(more);
            Arrays.fill(samples, length, length + more, 0f);
            length += more;
        }
    }

    /** @param heard samples to add. Not modified. */
    void append(float[] heard) {
        reserve(heard.length);
        System.arraycopy(heard, 0, samples, length, heard.length);
        length += heard.length;
    }

    /** Forgets what lies before a sample. */
    void dropBefore(long sample) {
        int dropped = (int) Math.max(0, Math.min(length, sample - start));
        if (dropped == 0) {
            return;
        }
        System.arraycopy(samples, dropped, samples, 0, length - dropped);
        start += dropped;
        length -= dropped;
        while (!gaps.isEmpty() && gaps.getFirst().end() <= start) {
            gaps.removeFirst();
        }
    }

    /** @param out model-rate samples from {@code outStart} on. Overwritten. */
    void resample(Resampler resampler, long outStart, float[] out) {
        resampler.resample(samples, length, start, outStart, out);
    }

    /** How many of the model-rate samples from {@code from} to before {@code to} were heard. */
    int heard(Resampler resampler, long from, long to) {
        long heard = overlap(resampler, new Gap(start, end()), from, to);
        for (Gap gap : gaps) {
            heard -= overlap(resampler, new Gap(Math.max(start, gap.start()), gap.end()), from, to);
        }
        return (int) heard;
    }

    private static long overlap(Resampler resampler, Gap range, long from, long to) {
        long first = Math.max(from, resampler.outputsBefore(range.start()));
        long end = Math.min(to, resampler.outputsBefore(range.end()));
        return Math.max(0, end - first);
    }

    private void reserve(int more) {
        if (length + more > samples.length) {
            samples = Arrays.copyOf(samples, Math.max(Math.max(FIRST_CAPACITY, length + more), 2 * samples.length));
        }
    }
}

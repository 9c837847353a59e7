package io.earshot.audio;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Decides whether a mix of channels can be heard, or one channel alone because they cancel each other: a cable with crossed
 * wires, one microphone turned round. Looks at the last {@value #SECONDS} s, so that it decides alike wherever a stream is cut.
 *
 * <p>Channels that have nothing in common give a mix of the power that their own powers add up to, divided by the square of
 * their number; those that agree give more. A mix 10 dB below that is cancelled, and one that comes within 1.5 dB of it is
 * whole again. A silent channel beside one that sounds cancels nothing, and lies at 0 dB.
 */
public final class ChannelWatch {
    /** How far it looks back. */
    static final double SECONDS = 0.1;

    private static final double FEWEST_SECONDS = 0.019;
    private static final double CANCELLED = 0.1;
    private static final double WHOLE = 0.7;
    /** Mean power of a channel below which nothing is decided: -70 dB of full scale, where noise and rounding are alone. */
    private static final double QUIETEST = 1e-7;

    private final int channels;
    private final Deque<Block> recent = new ArrayDeque<>();
    private int heard = HeardChannel.MIX;

    /** @param channels how many are mixed */
    public ChannelWatch(int channels) {
        this.channels = channels;
    }

    /**
     * Takes a few milliseconds of sound, of at most {@value #SECONDS} s.
     *
     * @param mixEnergy sum of the squares of the samples' means over the channels; full scale is 1
     * @param energies sums of squares of each channel. Not modified.
     * @param samples of each channel
     * @return the channel to be heard in it, from 1, or {@link HeardChannel#MIX}
     */
    public int heard(double mixEnergy, double[] energies, int samples, int rateHz) {
        recent.addLast(new Block(mixEnergy, energies.clone(), (double) samples / rateHz));
        while (seconds() - recent.getFirst().seconds >= SECONDS) {
            recent.removeFirst();
        }
        double power = Arrays.stream(energies()).sum() / channels;
        if (seconds() < FEWEST_SECONDS || power < QUIETEST * seconds() * rateHz) {
            return heard;
        }
        double ratio = recent.stream().mapToDouble(Block::mix).sum() / (power / channels);
        if (heard == HeardChannel.MIX && ratio < CANCELLED) {
            heard = loudest();
        } else if (heard != HeardChannel.MIX && ratio > WHOLE) {
            heard = HeardChannel.MIX;
        }
        return heard;
    }

    private double seconds() {
        return recent.stream().mapToDouble(Block::seconds).sum();
    }

    private double[] energies() {
        double[] sums = new double[channels];
        for (Block block : recent) {
            for (int i = 0; i < channels; i++) {
                sums[i] += block.energies[i];
            }
        }
        return sums;
    }

    /** The first of those that are equally loud. */
    private int loudest() {
        double[] sums = energies();
        int loudest = 0;
        for (int i = 1; i < channels; i++) {
            loudest = sums[i] > sums[loudest] ? i : loudest;
        }
        return loudest + 1;
    }

    private record Block(double mix, double[] energies, double seconds) {}
}

package io.earshot.evaluate.stream;

import io.earshot.dsp.Decibels;
import java.util.Arrays;

/**
 * Cuts from a clip the one sound that is planted, so that onset and offset are those of what can be heard. A frame of 10 ms
 * is audible if its energy is at most 30 dB below that of the clip's loudest. Audible frames with at most a second between
 * them are one piece; the piece with the most energy is taken, without what follows its first six seconds. Its ends are
 * faded over 5 ms.
 */
final class SoundTrimmer {
    static final double LONGEST_SECONDS = 6;

    private static final int FRAMES_A_SECOND = 100;
    private static final int LONGEST_PAUSE_FRAMES = FRAMES_A_SECOND;
    private static final int SHORTEST_FRAMES = 5;
    private static final double AUDIBLE = 1e-3;
    /** Mean square of -70 dBFS: below it a clip is silent. */
    static final double SILENT = 1e-7;

    private static final double FADE_SECONDS = .005;

    private final int rateHz;
    private final int frameSamples;

    SoundTrimmer(int rateHz) {
        this.rateHz = rateHz;
        this.frameSamples = rateHz / FRAMES_A_SECOND;
    }

    /**
     * The clip's sound.
     *
     * @param clip Not modified.
     * @return a new array; empty if the clip is silent or its sound is shorter than 50 ms
     */
    float[] trim(float[] clip) {
        double[] energies = energies(clip);
        double loudest = Arrays.stream(energies).max().orElse(0);
        if (!(loudest >= SILENT)) {
            return new float[0];
        }
        int[] piece = loudestPiece(energies, AUDIBLE * loudest);
        if (piece[1] - piece[0] < SHORTEST_FRAMES) {
            return new float[0];
        }
        int end = Math.min(clip.length, piece[1] * frameSamples);
        float[] sound = Arrays.copyOfRange(clip, piece[0] * frameSamples, end);
        fadeEnds(sound);
        return sound;
    }

    /** Mean square of each frame; the last may be shorter. */
    private double[] energies(float[] clip) {
        double[] energies = new double[(clip.length + frameSamples - 1) / frameSamples];
        for (int frame = 0; frame < energies.length; frame++) {
            int from = frame * frameSamples;
            int to = Math.min(clip.length, from + frameSamples);
            energies[frame] = Decibels.meanSquare(clip, from, to);
        }
        return energies;
    }

    /** First frame, and first frame after the last. */
    private static int[] loudestPiece(double[] energies, double audible) {
        int[] loudest = {0, 0};
        double most = -1;
        for (int from = next(energies, 0, audible); from < energies.length; ) {
            int[] piece = piece(energies, from, audible);
            double energy = Arrays.stream(energies, piece[0], piece[1]).sum();
            if (energy > most) {
                most = energy;
                loudest = piece;
            }
            from = next(energies, piece[1], audible);
        }
        int longest = (int) (LONGEST_SECONDS * FRAMES_A_SECOND);
        int end = Math.min(loudest[1], loudest[0] + longest);
        while (end > loudest[0] && energies[end - 1] < audible) {
            end--;
        }
        return new int[] {loudest[0], end};
    }

    private static int[] piece(double[] energies, int from, double audible) {
        int end = from + 1;
        int frame = next(energies, end, audible);
        while (frame < energies.length && frame - end <= LONGEST_PAUSE_FRAMES) {
            end = frame + 1;
            frame = next(energies, end, audible);
        }
        return new int[] {from, end};
    }

    private static int next(double[] energies, int from, double audible) {
        int frame = from;
        while (frame < energies.length && energies[frame] < audible) {
            frame++;
        }
        return frame;
    }

    /** @param sound Overwritten. */
    private void fadeEnds(float[] sound) {
        int fade = Math.min((int) (FADE_SECONDS * rateHz), sound.length / 2);
        for (int i = 0; i < fade; i++) {
            float gain = (i + .5f) / fade;
            sound[i] *= gain;
            sound[sound.length - 1 - i] *= gain;
        }
    }
}

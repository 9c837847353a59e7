package io.earshot.stream;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** A programme that tells where in it one is: each second has a tone of its own. */
public final class ToneCode {
    public static final int RATE = 48_000;

    private static final int TONES = 40;
    private static final double LEAST_HZ = 400;
    private static final double STEP_HZ = 100;

    private ToneCode() {}

    /** Seconds of 16-bit mono sound at {@link #RATE}. */
    public static byte[] pcm(int seconds) {
        ByteBuffer pcm = ByteBuffer.allocate(2 * RATE * seconds).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < RATE * seconds; i++) {
            double hz = LEAST_HZ + STEP_HZ * (i / RATE % TONES);
            pcm.putShort((short) (12_000 * Math.sin(2 * Math.PI * hz * i / RATE)));
        }
        return pcm.array();
    }

    /**
     * Which seconds of the programme 16-bit mono sound holds: one number for each tenth of a second, -1 where there is none.
     */
    public static List<Integer> tenths(byte[] heard, int rateHz) {
        int block = rateHz / 10;
        List<Integer> seconds = new ArrayList<>();
        ByteBuffer pcm = ByteBuffer.wrap(heard).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from + block <= heard.length / 2; from += block) {
            seconds.add(second(pcm, from, block, rateHz));
        }
        return seconds;
    }

    private static int second(ByteBuffer pcm, int from, int block, int rateHz) {
        int best = -1;
        double most = 500;
        for (int tone = 0; tone < TONES; tone++) {
            double amplitude = amplitude(pcm, from, block, (LEAST_HZ + STEP_HZ * tone) / rateHz);
            if (amplitude > most) {
                most = amplitude;
                best = tone;
            }
        }
        return best;
    }

    private static double amplitude(ByteBuffer pcm, int from, int block, double cyclesPerSample) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < block; i++) {
            double phase = 2 * Math.PI * cyclesPerSample * i;
            re += pcm.getShort(2 * (from + i)) * Math.cos(phase);
            im += pcm.getShort(2 * (from + i)) * Math.sin(phase);
        }
        return 2 * Math.hypot(re, im) / block;
    }
}

package io.earshot.evaluate.stream;

import io.earshot.audio.PcmFormat;
import io.earshot.audio.PcmStream;
import io.earshot.audio.SampleEncoding;
import io.earshot.dsp.Decibels;
import io.earshot.evaluate.stream.StreamPlan.Planting;
import java.util.List;

/**
 * A background with sounds planted in it at one signal-to-noise ratio: the unweighted power of the sound, over that of the
 * background in the very span that it is planted in. There the background counts as no more than 20 dB below its common level,
 * so that a sound in one of its pauses is not inaudible. If the mix would clip, all of it is turned down.
 */
final class PlantedStream implements PcmStream {
    private static final double DEEPEST_PAUSE_DB = 20;
    private static final double GREATEST_PEAK = .99;

    private final BackgroundTrack background;
    private final List<Planting> plantings;
    private final float[] gains;
    private final float scale;
    private final PcmFormat format;
    private int next;

    /** @param plantings in their order, without overlap */
    PlantedStream(BackgroundTrack background, List<Planting> plantings, int snrDb, int rateHz) {
        this.background = background;
        this.plantings = plantings;
        this.gains = new float[plantings.size()];
        this.format = new PcmFormat(rateHz, 1, SampleEncoding.S16);
        double peak = peak(0, background.length());
        for (int i = 0; i < gains.length; i++) {
            gains[i] = gain(plantings.get(i), snrDb);
            peak = Math.max(peak, peak(plantings.get(i), gains[i]));
        }
        this.scale = (float) Math.min(1, GREATEST_PEAK / Math.max(peak, GREATEST_PEAK));
    }

    /** By how much the mix is turned down, dB; at most 0. */
    double gainDb() {
        return 20 * Math.log10(scale);
    }

    /** By how much a sound's samples are turned up before they are added to the background, dB. */
    double gainDb(int planting) {
        return 20 * Math.log10(gains[planting]);
    }

    @Override
    public PcmFormat format() {
        return format;
    }

    @Override
    public int read(byte[] buffer) {
        int samples = Math.min(buffer.length / format.frameBytes(), background.length() - next);
        if (samples == 0) {
            return -1;
        }
        float[] mix = new float[samples];
        for (int i = 0; i < samples; i++) {
            mix[i] = background.at(next + i);
        }
        for (int i = 0; i < gains.length; i++) {
            add(plantings.get(i), gains[i], mix);
        }
        for (int i = 0; i < samples; i++) {
            int sample = Math.round(mix[i] * scale * Short.MAX_VALUE);
            buffer[2 * i] = (byte) sample;
            buffer[2 * i + 1] = (byte) (sample >> 8);
        }
        next += samples;
        return samples * format.frameBytes();
    }

    @Override
    public void close() {}

    /** @param mix the samples from {@code next} on. Overwritten. */
    private void add(Planting planting, float gain, float[] mix) {
        int from = Math.max(planting.startSample(), next);
        int to = Math.min(planting.endSample(), next + mix.length);
        for (int i = from; i < to; i++) {
            mix[i - next] += gain * planting.sound().samples()[i - planting.startSample()];
        }
    }

    private float gain(Planting planting, int snrDb) {
        float[] sound = planting.sound().samples();
        double quietest = Decibels.toPower(BackgroundTrack.LEVEL_DBFS - DEEPEST_PAUSE_DB);
        double there = background.meanSquare(planting.startSample(), planting.endSample());
        double power = Math.max(there, quietest) * Decibels.toPower(snrDb);
        return (float) Math.sqrt(power / Decibels.meanSquare(sound, 0, sound.length));
    }

    private double peak(int from, int to) {
        double peak = 0;
        for (int i = from; i < to; i++) {
            peak = Math.max(peak, Math.abs(background.at(i)));
        }
        return peak;
    }

    private double peak(Planting planting, float gain) {
        float[] samples = planting.sound().samples();
        double peak = 0;
        for (int i = 0; i < samples.length; i++) {
            peak = Math.max(peak, Math.abs(background.at(planting.startSample() + i) + gain * samples[i]));
        }
        return peak;
    }
}

package io.earshot.feature;

import io.earshot.dsp.BatchStft;
import io.earshot.dsp.MelFilterBank;
import io.earshot.dsp.ScaledLogarithm;
import io.earshot.dsp.WindowFunction;
import io.earshot.segment.Hop;

/**
 * Log-mel frames of a hop, as models/FORMAT.md defines the front end. Keeps scratch arrays: one thread at a time; an
 * extractor is cheap to have per thread.
 */
public final class LogMelExtractor {
    private final LogMelSpec spec;
    private final int frames;
    private final BatchStft stft;
    private final MelFilterBank bank;
    private final float[] emphasised;
    private final float[][] melPower;
    private final ScaledLogarithm logarithm;

    /** @param frames how many frames a hop's samples give */
    public LogMelExtractor(LogMelSpec spec, int frames) {
        this.spec = spec;
        this.frames = frames;
        this.stft = new BatchStft(WindowFunction.centred(taper(spec), spec.fftSize()), spec.hopSamples());
        this.bank = bank(spec);
        this.emphasised = new float[(frames - 1) * spec.hopSamples() + spec.fftSize()];
        this.logarithm = spec.logarithm();
        this.melPower = new float[spec.mels()][BatchStft.FRAMES];
    }

    /** The log-mel frames of a hop. */
    public LogMel extract(Hop hop) {
        return extract(hop.samples());
    }

    /**
     * Log-mel frames; frame {@code k} is centred on sample {@code k * hopSamples + fftSize / 2}.
     *
     * @param samples {@code [(frames - 1) * hopSamples + fftSize + 1]}, one more than the frames span, for
     *     pre-emphasis. Not modified.
     */
    public LogMel extract(float[] samples) {
        if (samples.length != emphasised.length + 1) {
            throw new IllegalArgumentException(
                    samples.length + " samples; " + frames + " frames need " + (emphasised.length + 1));
        }
        emphasise(samples);
        float[] values = new float[spec.mels() * frames];
        for (int first = 0; first < frames; first += BatchStft.FRAMES) {
            int count = Math.min(BatchStft.FRAMES, frames - first);
            bank.apply(stft.power(emphasised, first * spec.hopSamples(), count), melPower);
            for (int band = 0; band < melPower.length; band++) {
                compress(melPower[band], count, values, band * frames + first);
            }
        }
        return new LogMel(frames, spec.mels(), values);
    }

    private void compress(float[] powers, int count, float[] values, int at) {
        float floor = (float) spec.logFloor();
        if (spec.kind() == FrontEndKind.KALDI) {
            for (int i = 0; i < count; i++) {
                values[at + i] = logarithm.of(powers[i] + floor);
            }
        } else {
            for (int i = 0; i < count; i++) {
                values[at + i] = logarithm.of(Math.max(powers[i], floor));
            }
        }
    }

    /** {@link FrontEndKind#SLANEY} takes the samples as they are. */
    private void emphasise(float[] samples) {
        if (spec.kind() == FrontEndKind.SLANEY) {
            System.arraycopy(samples, 0, emphasised, 0, emphasised.length);
            return;
        }
        float factor = (float) spec.preEmphasis();
        for (int i = 0; i < emphasised.length; i++) {
            emphasised[i] = samples[i + 1] - factor * samples[i];
        }
    }

    private static float[] taper(LogMelSpec spec) {
        return switch (spec.kind()) {
            case KALDI -> WindowFunction.hann(spec.windowSamples());
            case SLANEY -> WindowFunction.periodicHann(spec.windowSamples());
        };
    }

    private static MelFilterBank bank(LogMelSpec spec) {
        return switch (spec.kind()) {
            case KALDI ->
                MelFilterBank.kaldi(spec.mels(), spec.fftSize(), spec.sampleRateHz(), spec.lowHz(), spec.highHz());
            case SLANEY ->
                MelFilterBank.slaney(spec.mels(), spec.fftSize(), spec.sampleRateHz(), spec.lowHz(), spec.highHz());
        };
    }
}

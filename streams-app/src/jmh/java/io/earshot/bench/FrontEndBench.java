package io.earshot.bench;

import io.earshot.dsp.MelFilterBank;
import io.earshot.dsp.Stft;
import io.earshot.dsp.WindowFunction;
import io.earshot.feature.LogMel;
import io.earshot.feature.LogMelExtractor;
import io.earshot.feature.LogMelSpec;
import io.earshot.model.ModelBundle;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From the samples of a hop to log-mel, on one thread: all frames at once, and one after the other with TarsosDSP's FFT. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FrontEndBench {
    @Param("../models/earshot-base")
    private String bundle;

    private LogMelSpec spec;
    private int frames;
    private float[] samples;
    private LogMelExtractor extractor;
    private Stft stft;
    private MelFilterBank bank;

    /** Noise: the time does not depend on what is heard. */
    @Setup
    public void prepare() {
        ModelBundle model = ModelBundle.load(Path.of(bundle));
        spec = model.frontEnd();
        frames = model.grid().windowFrames();
        samples = new float[(frames - 1) * spec.hopSamples() + spec.fftSize() + 1];
        Random random = new Random(1);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.1 * random.nextGaussian());
        }
        extractor = new LogMelExtractor(spec, frames);
        stft = new Stft(
                spec.fftSize(), WindowFunction.centred(WindowFunction.hann(spec.windowSamples()), spec.fftSize()));
        bank = MelFilterBank.kaldi(spec.mels(), spec.fftSize(), spec.sampleRateHz(), spec.lowHz(), spec.highHz());
    }

    @Benchmark
    public LogMel allAtOnce() {
        return extractor.extract(samples);
    }

    /** The definition, in the order in which it is written down. */
    @Benchmark
    public float[] oneAfterTheOther() {
        float[] emphasised = new float[samples.length - 1];
        for (int i = 0; i < emphasised.length; i++) {
            emphasised[i] = samples[i + 1] - (float) spec.preEmphasis() * samples[i];
        }
        float[] power = new float[stft.bins()];
        double[] melPower = new double[spec.mels()];
        float[] values = new float[spec.mels() * frames];
        for (int frame = 0; frame < frames; frame++) {
            stft.power(emphasised, frame * spec.hopSamples(), power);
            bank.apply(power, melPower);
            for (int band = 0; band < melPower.length; band++) {
                values[band * frames + frame] = spec.compress(melPower[band]);
            }
        }
        return values;
    }
}

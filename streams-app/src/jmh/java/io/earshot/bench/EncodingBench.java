package io.earshot.bench;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.SegmentEmbedding;
import io.earshot.encoder.onnx.OnnxAudioEncoder;
import io.earshot.encoder.onnx.OnnxOptions;
import io.earshot.encoder.onnx.OnnxRuntime;
import io.earshot.encoder.onnx.OnnxTextEncoder;
import io.earshot.feature.LogMel;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a hop and a query text cost the encoders, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EncodingBench {
    @Param("../models/earshot-base")
    private String bundle;

    private OnnxAudioEncoder audio;
    private OnnxTextEncoder text;
    private LogMel hop;
    private float[] tokens;

    /** Noise: what the encoders do takes the same time whatever they hear. */
    @Setup
    public void load() {
        ModelBundle model = ModelBundle.load(Path.of(bundle));
        OnnxRuntime runtime = new OnnxRuntime(OnnxOptions.CPU);
        audio = new OnnxAudioEncoder(runtime, model);
        text = new OnnxTextEncoder(runtime, model);
        int frames = model.grid().windowFrames();
        int mels = model.frontEnd().mels();
        hop = new LogMel(frames, mels, noise(frames * mels));
        tokens = noise(audio.contextTokens() * audio.tokenDim());
    }

    @TearDown
    public void close() {
        text.close();
        audio.close();
    }

    @Benchmark
    public float[] encodeHop() {
        return audio.encodeHop(hop);
    }

    @Benchmark
    public SegmentEmbedding encodeSegment() {
        return audio.encodeSegment(tokens);
    }

    @Benchmark
    public Embedding encodeText() {
        return text.encode("a dog barking while a train passes");
    }

    private static float[] noise(int length) {
        Random random = new Random(1);
        float[] noise = new float[length];
        for (int i = 0; i < length; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        return noise;
    }
}

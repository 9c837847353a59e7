package io.earshot.encoder.onnx;

/**
 * How graphs are run.
 *
 * @param threads that one run may use, at least 1
 * @param provider where they run
 * @param gpu number of the graphics card, for {@link Provider#CUDA}
 */
public record OnnxOptions(int threads, Provider provider, int gpu) {
    /** On the calling thread alone. */
    public static final OnnxOptions CPU = new OnnxOptions(1, Provider.CPU, 0);

    /** @throws IllegalArgumentException if a number is out of range */
    public OnnxOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads " + threads + " must be at least 1");
        }
        if (gpu < 0) {
            throw new IllegalArgumentException("gpu " + gpu + " must not be negative");
        }
    }

    /** Where graphs run. */
    public enum Provider {
        CPU,
        /** Needs an NVIDIA card, CUDA 12, and a build with the profile {@code gpu}. */
        CUDA
    }
}

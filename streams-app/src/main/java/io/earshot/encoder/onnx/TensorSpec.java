package io.earshot.encoder.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.ValueInfo;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * A tensor that a graph is expected to take or give.
 *
 * @param name of the value
 * @param type of its elements
 * @param shape its dimensions, {@link #ANY} for those that vary; read-only
 */
record TensorSpec(String name, OnnxJavaType type, long[] shape) {
    static final long ANY = -1;

    /** Floats in batches of any size. */
    static TensorSpec floats(String name, long... shape) {
        return new TensorSpec(name, OnnxJavaType.FLOAT, batch(shape));
    }

    /** Integers in batches of any size. */
    static TensorSpec longs(String name, long... shape) {
        return new TensorSpec(name, OnnxJavaType.INT64, batch(shape));
    }

    private static long[] batch(long... shape) {
        return LongStream.concat(LongStream.of(ANY), LongStream.of(shape)).toArray();
    }

    /** Whether a graph's value is such a tensor. A dimension that the graph leaves open fits any. */
    boolean fits(ValueInfo found) {
        return found instanceof TensorInfo tensor && tensor.type == type && fitsShape(tensor.getShape());
    }

    String describe() {
        return describe(type, shape);
    }

    static String describe(ValueInfo found) {
        return found instanceof TensorInfo tensor ? describe(tensor.type, tensor.getShape()) : found.toString();
    }

    private boolean fitsShape(long[] found) {
        // A graph may give a value without its shape; then only running it shows the shape.
        if (found.length == 0) {
            return true;
        }
        boolean fits = found.length == shape.length;
        for (int i = 0; fits && i < shape.length; i++) {
            fits = shape[i] < 0 || found[i] < 0 || shape[i] == found[i];
        }
        return fits;
    }

    private static String describe(OnnxJavaType type, long[] shape) {
        return type + " " + Arrays.toString(shape).replace("-1", "?");
    }
}

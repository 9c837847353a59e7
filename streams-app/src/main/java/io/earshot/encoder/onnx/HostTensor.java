package io.earshot.encoder.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.Buffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/**
 * An input of a graph, on our side of the border.
 *
 * @param name of the input
 * @param values row-major; not modified
 * @param shape its dimensions
 */
record HostTensor(String name, Buffer values, long[] shape) {
    static HostTensor of(String name, float[] values, long... shape) {
        return new HostTensor(name, FloatBuffer.wrap(values), shape);
    }

    static HostTensor of(String name, long[] values, long... shape) {
        return new HostTensor(name, LongBuffer.wrap(values), shape);
    }

    /** The native copy; the caller closes it. */
    OnnxTensor copyTo(OrtEnvironment environment) throws OrtException {
        return values instanceof FloatBuffer floats
                ? OnnxTensor.createTensor(environment, floats.duplicate(), shape)
                : OnnxTensor.createTensor(environment, ((LongBuffer) values).duplicate(), shape);
    }
}

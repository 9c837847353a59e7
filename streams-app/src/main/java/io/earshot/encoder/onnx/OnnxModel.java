package io.earshot.encoder.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.earshot.encoder.EncoderException;
import io.earshot.model.InvalidModelException;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;

/** One graph and its session, which it owns. Safe for use by several threads; closed by one of them, at the end. */
final class OnnxModel implements AutoCloseable {
    private final OnnxRuntime runtime;
    private final String file;
    private final OrtSession session;
    private final Set<String> outputNames;
    /** A session that is freed while it runs takes the process with it. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private boolean closed;

    /**
     * @param file names the graph in messages
     * @param graph serialized. Not modified.
     * @param inputs exactly those that the graph takes
     * @param outputs those of the graph's that are read
     * @throws InvalidModelException if names, types or shapes are not those expected
     * @throws EncoderException if the graph cannot be loaded
     */
    OnnxModel(OnnxRuntime runtime, String file, byte[] graph, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        this.runtime = runtime;
        this.file = file;
        this.outputNames = outputs.stream().map(TensorSpec::name).collect(Collectors.toUnmodifiableSet());
        this.session = runtime.open(file, graph);
        try {
            requireValues("input", session.getInputInfo(), inputs);
            requireNoOthers(session.getInputNames(), inputs);
            requireValues("output", session.getOutputInfo(), outputs);
        } catch (OrtException e) {
            close();
            throw new EncoderException(file + ": cannot be read: " + OnnxRuntime.oneLine(e), e);
        } catch (InvalidModelException e) {
            close();
            throw e;
        }
    }

    /**
     * Runs the graph.
     *
     * @return the values of each output, row-major, by name; all finite
     * @throws EncoderException if it cannot be run, or gives a value that is not finite
     */
    Map<String, float[]> run(List<HostTensor> inputs) {
        Map<String, OnnxTensor> tensors = new HashMap<>();
        use.readLock().lock();
        try {
            if (closed) {
                throw new EncoderException(file + ": is closed");
            }
            for (HostTensor input : inputs) {
                tensors.put(input.name(), input.copyTo(runtime.environment()));
            }
            try (OrtSession.Result result = session.run(tensors, outputNames)) {
                return read(result);
            }
        } catch (OrtException e) {
            throw new EncoderException(file + ": run failed: " + OnnxRuntime.oneLine(e), e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
            use.readLock().unlock();
        }
    }

    /** Does nothing the second time. */
    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                runtime.close(session);
            }
        } finally {
            use.writeLock().unlock();
        }
    }

    /** @throws EncoderException if the output has another number of values */
    float[] requireLength(Map<String, float[]> outputs, String name, int length) {
        float[] values = outputs.get(name);
        if (values.length != length) {
            throw new EncoderException(
                    file + ": output " + name + ": expected " + length + " values, found " + values.length);
        }
        return values;
    }

    private Map<String, float[]> read(OrtSession.Result result) {
        Map<String, float[]> outputs = new HashMap<>();
        for (Map.Entry<String, OnnxValue> output : result) {
            FloatBuffer buffer = ((OnnxTensor) output.getValue()).getFloatBuffer();
            float[] values = new float[buffer.remaining()];
            buffer.get(values);
            requireFinite(output.getKey(), values);
            outputs.put(output.getKey(), values);
        }
        return outputs;
    }

    private void requireFinite(String name, float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new EncoderException(file + ": output " + name + ": found " + value);
            }
        }
    }

    private void requireValues(String kind, Map<String, NodeInfo> found, List<TensorSpec> expected) {
        for (TensorSpec spec : expected) {
            NodeInfo node = found.get(spec.name());
            if (node == null) {
                throw new InvalidModelException(
                        file, kind + " " + spec.name(), spec.describe(), "only " + found.keySet());
            }
            if (!spec.fits(node.getInfo())) {
                throw new InvalidModelException(
                        file, kind + " " + spec.name(), spec.describe(), TensorSpec.describe(node.getInfo()));
            }
        }
    }

    private void requireNoOthers(Set<String> found, List<TensorSpec> expected) {
        if (found.size() != expected.size()) {
            throw new InvalidModelException(file, "inputs", expected.size() + " of them", found.toString());
        }
    }
}

package io.earshot.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the inner products alone of {@link MatchingBench#scoreBlocksTogether} take elsewhere: in ONNX Runtime's matrix product on one thread,
 * and in a loop that knows no blocks. The scores need as much arithmetic again for their confidences.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SgemmBench {
    private static final int SEGMENTS = 32;
    /** Values of an embedding: 3 levels of 256, 8 factors of 32. */
    private static final int VALUES = 3 * 256 + 8 * 32;

    @Param({"1000", "100000"})
    private int queries;

    private OrtSession session;
    private OnnxTensor left;
    private OnnxTensor right;
    private float[] segments;
    private float[] table;

    /** Opens the product. */
    @Setup
    public void open() throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        session = environment.createSession(product(SEGMENTS, VALUES, queries), options);
        segments = ramp(SEGMENTS * VALUES);
        table = ramp(VALUES * queries);
        left = OnnxTensor.createTensor(environment, direct(segments), new long[] {SEGMENTS, VALUES});
        right = OnnxTensor.createTensor(environment, direct(table), new long[] {VALUES, queries});
    }

    /** Closes it. */
    @TearDown
    public void close() throws OrtException {
        left.close();
        right.close();
        session.close();
    }

    /** A matrix product; the time is that of a segment. */
    @Benchmark
    @OperationsPerInvocation(SEGMENTS)
    public float sgemm() throws OrtException {
        try (OrtSession.Result result = session.run(Map.of("a", left, "b", right))) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer().get(0);
        }
    }

    /** Each query after the other, each value after the other; the time is that of a segment. */
    @Benchmark
    public float plainLoop() {
        float last = 0;
        for (int query = 0; query < queries; query++) {
            float sum = 0;
            for (int i = 0; i < VALUES; i++) {
                sum += segments[i] * table[query * VALUES + i];
            }
            last += sum;
        }
        return last;
    }

    private static float[] ramp(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (i % 1000) / 1000f;
        }
        return values;
    }

    private static FloatBuffer direct(float[] values) {
        FloatBuffer buffer = ByteBuffer.allocateDirect(4 * values.length)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        return buffer.put(values).flip();
    }

    /** An ONNX graph of one MatMul: the fields of onnx.proto by their numbers. */
    private static byte[] product(int rows, int values, int columns) {
        byte[] node = join(text(1, "a"), text(1, "b"), text(2, "c"), text(4, "MatMul"));
        byte[] graph = join(
                bytes(1, node),
                text(2, "product"),
                bytes(11, tensor("a", rows, values)),
                bytes(11, tensor("b", values, columns)),
                bytes(12, tensor("c", rows, columns)));
        return join(number(1, 8), bytes(7, graph), bytes(8, number(2, 17)));
    }

    private static byte[] tensor(String name, int rows, int columns) {
        byte[] shape = join(bytes(1, number(1, rows)), bytes(1, number(1, columns)));
        byte[] type = bytes(1, join(number(1, 1), bytes(2, shape)));
        return join(text(1, name), bytes(2, type));
    }

    private static byte[] text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(int field, byte[] value) {
        return join(variable(field << 3 | 2), variable(value.length), value);
    }

    private static byte[] number(int field, int value) {
        return join(variable(field << 3), variable(value));
    }

    private static byte[] variable(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int rest = value;
        for (; rest >= 128; rest >>>= 7) {
            out.write(rest & 127 | 128);
        }
        out.write(rest);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}

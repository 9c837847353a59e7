package io.earshot.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes small ONNX models, so that tests need neither Python nor files. */
public final class OnnxGraph {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;

    private final ByteArrayOutputStream graph = new ByteArrayOutputStream();

    public OnnxGraph() {
        text(graph, 2, "graph");
    }

    /** Dimensions are numbers, or names for those that vary. */
    public OnnxGraph floatInput(String name, Object... shape) {
        message(graph, 11, value(name, FLOAT, shape));
        return this;
    }

    public OnnxGraph longInput(String name, Object... shape) {
        message(graph, 11, value(name, INT64, shape));
        return this;
    }

    public OnnxGraph floatOutput(String name, Object... shape) {
        message(graph, 12, value(name, FLOAT, shape));
        return this;
    }

    public OnnxGraph floats(String name, float[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        message(graph, 5, tensor(name, FLOAT, raw.array(), shape));
        return this;
    }

    public OnnxGraph longs(String name, long... values) {
        ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        message(graph, 5, tensor(name, INT64, raw.array(), values.length));
        return this;
    }

    /** A node without attributes, or with lists of integers as such. */
    public OnnxGraph node(String operator, List<String> inputs, String output, Attribute... attributes) {
        ByteArrayOutputStream node = new ByteArrayOutputStream();
        inputs.forEach(input -> text(node, 1, input));
        text(node, 2, output);
        text(node, 4, operator);
        for (Attribute attribute : attributes) {
            message(node, 5, attribute.bytes());
        }
        message(graph, 1, node.toByteArray());
        return this;
    }

    public byte[] toBytes() {
        ByteArrayOutputStream opset = new ByteArrayOutputStream();
        text(opset, 1, "");
        number(opset, 2, OPSET);
        ByteArrayOutputStream model = new ByteArrayOutputStream();
        number(model, 1, IR_VERSION);
        message(model, 8, opset.toByteArray());
        message(model, 7, graph.toByteArray());
        return model.toByteArray();
    }

    /** An attribute of a node. */
    public record Attribute(byte[] bytes) {
        public static Attribute integer(String name, long value) {
            ByteArrayOutputStream attribute = new ByteArrayOutputStream();
            text(attribute, 1, name);
            number(attribute, 3, value);
            number(attribute, 20, 2);
            return new Attribute(attribute.toByteArray());
        }

        public static Attribute integers(String name, long... values) {
            ByteArrayOutputStream attribute = new ByteArrayOutputStream();
            text(attribute, 1, name);
            for (long value : values) {
                number(attribute, 8, value);
            }
            number(attribute, 20, 7);
            return new Attribute(attribute.toByteArray());
        }
    }

    private static byte[] value(String name, int type, Object... shape) {
        ByteArrayOutputStream dimensions = new ByteArrayOutputStream();
        for (Object dimension : shape) {
            ByteArrayOutputStream one = new ByteArrayOutputStream();
            if (dimension instanceof String variable) {
                text(one, 2, variable);
            } else {
                number(one, 1, ((Number) dimension).longValue());
            }
            message(dimensions, 1, one.toByteArray());
        }
        ByteArrayOutputStream tensor = new ByteArrayOutputStream();
        number(tensor, 1, type);
        message(tensor, 2, dimensions.toByteArray());
        ByteArrayOutputStream typed = new ByteArrayOutputStream();
        message(typed, 1, tensor.toByteArray());
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        text(value, 1, name);
        message(value, 2, typed.toByteArray());
        return value.toByteArray();
    }

    private static byte[] tensor(String name, int type, byte[] raw, long... shape) {
        ByteArrayOutputStream tensor = new ByteArrayOutputStream();
        for (long dimension : shape) {
            number(tensor, 1, dimension);
        }
        number(tensor, 2, type);
        text(tensor, 8, name);
        message(tensor, 9, raw);
        return tensor.toByteArray();
    }

    private static void number(ByteArrayOutputStream out, int field, long value) {
        varint(out, (long) field << 3);
        varint(out, value);
    }

    private static void text(ByteArrayOutputStream out, int field, String value) {
        message(out, field, value.getBytes(StandardCharsets.UTF_8));
    }

    private static void message(ByteArrayOutputStream out, int field, byte[] bytes) {
        varint(out, ((long) field << 3) | 2);
        varint(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}

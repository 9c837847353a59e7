package io.earshot.encoder.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes inner values of a serialized graph its outputs, without parsing its weights: when a protobuf message is
 * followed by another, the two are merged, so it is enough to append a model that holds nothing but more outputs.
 */
final class ExposedGraph {
    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_OUTPUT = 12;
    private static final int VALUE_NAME = 1;
    private static final int VALUE_TYPE = 2;
    private static final int TYPE_TENSOR = 1;
    private static final int TENSOR_ELEMENT = 1;
    private static final int FLOAT = 1;
    private static final int LENGTH_DELIMITED = 2;

    private ExposedGraph() {}

    /**
     * The model with the values of these names, all of them floats, among its outputs; itself if they are.
     *
     * @param model serialized. Not modified.
     */
    static byte[] withOutputs(byte[] model, List<String> names) {
        Set<String> declared = outputs(model);
        ByteArrayOutputStream graph = new ByteArrayOutputStream();
        for (String name : names) {
            if (declared.add(name)) {
                writeMessage(graph, GRAPH_OUTPUT, value(name));
            }
        }
        if (graph.size() == 0) {
            return model;
        }
        ByteArrayOutputStream tail = new ByteArrayOutputStream();
        writeMessage(tail, MODEL_GRAPH, graph.toByteArray());
        byte[] exposed = Arrays.copyOf(model, model.length + tail.size());
        System.arraycopy(tail.toByteArray(), 0, exposed, model.length, tail.size());
        return exposed;
    }

    /** Names of the outputs that a serialized model declares. */
    static Set<String> outputs(byte[] model) {
        Set<String> names = new HashSet<>();
        ProtobufFields inModel = new ProtobufFields(model, 0, model.length);
        while (inModel.next()) {
            if (inModel.field() == MODEL_GRAPH) {
                ProtobufFields inGraph = new ProtobufFields(model, inModel.valueFrom(), inModel.valueEnd());
                addOutputs(model, inGraph, names);
            }
        }
        return names;
    }

    private static void addOutputs(byte[] model, ProtobufFields inGraph, Set<String> names) {
        while (inGraph.next()) {
            if (inGraph.field() == GRAPH_OUTPUT) {
                ProtobufFields inValue = new ProtobufFields(model, inGraph.valueFrom(), inGraph.valueEnd());
                while (inValue.next()) {
                    if (inValue.field() == VALUE_NAME) {
                        int length = inValue.valueEnd() - inValue.valueFrom();
                        names.add(new String(model, inValue.valueFrom(), length, StandardCharsets.UTF_8));
                    }
                }
            }
        }
    }

    private static byte[] value(String name) {
        ByteArrayOutputStream tensor = new ByteArrayOutputStream();
        writeVarint(tensor, TENSOR_ELEMENT << 3);
        writeVarint(tensor, FLOAT);
        ByteArrayOutputStream type = new ByteArrayOutputStream();
        writeMessage(type, TYPE_TENSOR, tensor.toByteArray());
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        writeMessage(value, VALUE_NAME, name.getBytes(StandardCharsets.UTF_8));
        writeMessage(value, VALUE_TYPE, type.toByteArray());
        return value.toByteArray();
    }

    private static void writeMessage(ByteArrayOutputStream out, int field, byte[] bytes) {
        writeVarint(out, field << 3 | LENGTH_DELIMITED);
        writeVarint(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void writeVarint(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest >= 0x80) {
            out.write((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}

package io.earshot.wire;

import io.earshot.embedding.HalfFloat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Vectors as bytes: float32 or IEEE half floats, little-endian. */
final class Floats {
    private Floats() {}

    /** @param values Not modified. */
    static ByteBuffer singles(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes;
    }

    /** @throws IllegalArgumentException if the bytes are no float32 values, or a value is not finite */
    static float[] ofSingles(ByteBuffer bytes, String name) {
        requireMultiple(bytes, Float.BYTES, name);
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return requireFinite(values, name);
    }

    /** @param values Not modified. */
    static ByteBuffer halves(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            bytes.putShort(i * Short.BYTES, HalfFloat.toBits(values[i]));
        }
        return bytes;
    }

    /** @throws IllegalArgumentException if the bytes are no half floats, or a value is not finite */
    static float[] ofHalves(ByteBuffer bytes, String name) {
        requireMultiple(bytes, Short.BYTES, name);
        float[] values = new float[bytes.remaining() / Short.BYTES];
        ByteBuffer ordered = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            values[i] = HalfFloat.fromBits(ordered.getShort());
        }
        return requireFinite(values, name);
    }

    /** The bytes that a record holds; its own array where it has no other bytes. */
    static byte[] bytes(ByteBuffer buffer) {
        if (buffer.hasArray() && buffer.arrayOffset() == 0 && buffer.array().length == buffer.remaining()) {
            return buffer.array();
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static void requireMultiple(ByteBuffer bytes, int size, String name) {
        if (bytes.remaining() % size != 0) {
            throw new IllegalArgumentException(
                    name + " has " + bytes.remaining() + " bytes, not a multiple of " + size);
        }
    }

    private static float[] requireFinite(float[] values, String name) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException(name + "[" + i + "] is " + values[i]);
            }
        }
        return values;
    }
}

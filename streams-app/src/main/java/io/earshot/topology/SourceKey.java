package io.earshot.topology;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Keys of stores that hold several values for each source: the source id, then what tells them apart. */
final class SourceKey {
    private SourceKey() {}

    /** All keys of a source begin with this; the length first, so that no id is another's prefix. */
    static byte[] prefix(String sourceId) {
        byte[] id = sourceId.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + id.length)
                .putInt(id.length)
                .put(id)
                .array();
    }

    /** A key that sorts by {@code index >= 0} within its source. */
    static byte[] of(String sourceId, long index) {
        byte[] prefix = prefix(sourceId);
        return ByteBuffer.allocate(prefix.length + Long.BYTES)
                .put(prefix)
                .putLong(index)
                .array();
    }

    /** A key that sorts by {@code index >= 0} within an epoch of its source. */
    static byte[] of(String sourceId, long epochId, long index) {
        byte[] prefix = prefix(sourceId);
        return ByteBuffer.allocate(prefix.length + 2 * Long.BYTES)
                .put(prefix)
                .putLong(epochId)
                .putLong(index)
                .array();
    }

    /** A key by name. */
    static byte[] of(String sourceId, String name) {
        byte[] prefix = prefix(sourceId);
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(prefix.length + bytes.length)
                .put(prefix)
                .put(bytes)
                .array();
    }

    /** The index of a key made by {@link #of(String, long)}. */
    static long index(byte[] key) {
        return ByteBuffer.wrap(key).getLong(key.length - Long.BYTES);
    }

    /** The source id of any key. */
    static String sourceId(byte[] key) {
        return new String(key, Integer.BYTES, ByteBuffer.wrap(key).getInt(), StandardCharsets.UTF_8);
    }
}

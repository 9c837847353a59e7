package io.earshot.topology;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Keys of stores that hold several values for each source: the source id, then what distinguishes them. */
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

    /** A key that sorts by numbers, none of them negative, within its source. */
    static byte[] of(String sourceId, long... numbers) {
        byte[] prefix = prefix(sourceId);
        ByteBuffer key =
                ByteBuffer.allocate(prefix.length + numbers.length * Long.BYTES).put(prefix);
        for (long number : numbers) {
            key.putLong(number);
        }
        return key.array();
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

    /** The last number of a key. */
    static long index(byte[] key) {
        return ByteBuffer.wrap(key).getLong(key.length - Long.BYTES);
    }

    /** The source id of any key. */
    static String sourceId(byte[] key) {
        return new String(key, Integer.BYTES, ByteBuffer.wrap(key).getInt(), StandardCharsets.UTF_8);
    }
}

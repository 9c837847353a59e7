package io.earshot.topology;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;

/** Refuses what is too large for a topic of the usual limit, with room for key and headers. */
record BoundedSerializer<T>(Serializer<T> inner) implements Serializer<T> {
    static final int MOST_BYTES = 960 << 10;

    /** A value that no topic would take. */
    static final class TooLargeException extends SerializationException {
        private static final long serialVersionUID = 1L;

        TooLargeException(String topic, int bytes) {
            super("a record of " + bytes + " bytes for " + topic + ", at most " + MOST_BYTES);
        }
    }

    @Override
    public byte[] serialize(String topic, T value) {
        return checked(topic, inner.serialize(topic, value));
    }

    @Override
    public byte[] serialize(String topic, Headers headers, T value) {
        return checked(topic, inner.serialize(topic, headers, value));
    }

    @Override
    public void close() {
        inner.close();
    }

    private static byte[] checked(String topic, byte[] bytes) {
        if (bytes != null && bytes.length > MOST_BYTES) {
            throw new TooLargeException(topic, bytes.length);
        }
        return bytes;
    }
}

package io.earshot.wire;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serdes that never fail on what they read: bytes that the inner serde rejects become {@link Decoded.Undecodable}, and are
 * written back as they came. A global store restores raw bytes that nobody has checked, so one bad record would otherwise
 * make every scan of the store fail.
 */
public final class TolerantSerde {
    private TolerantSerde() {}

    /** @param inner is not closed by this serde */
    public static <T> Serde<Decoded<T>> of(Serde<T> inner) {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : write(topic, value, inner.serializer()),
                (topic, bytes) -> bytes == null ? null : read(topic, bytes, inner.deserializer()));
    }

    private static <T> byte[] write(String topic, Decoded<T> value, Serializer<T> serializer) {
        return value instanceof Decoded.Undecodable<T> undecodable
                ? undecodable.bytes()
                : serializer.serialize(topic, value.value().orElseThrow());
    }

    private static <T> Decoded<T> read(String topic, byte[] bytes, Deserializer<T> deserializer) {
        try {
            return new Decoded.Present<>(deserializer.deserialize(topic, bytes));
        } catch (SerializationException e) {
            return new Decoded.Undecodable<>(bytes, OneLine.of(e));
        }
    }
}

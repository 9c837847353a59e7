package io.earshot.wire;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * A serde that never fails because of what it reads: bytes that the inner serde refuses become {@link Decoded.Undecodable}, and
 * are written back as they came. A global store restores raw bytes that nobody has checked, so one bad record would
 * otherwise make every scan of the store fail.
 *
 * @param <T> the inner serde's value
 */
public final class TolerantSerde<T> implements Serde<Decoded<T>> {
    private final Serializer<T> serializer;
    private final Deserializer<T> deserializer;

    /** @param inner is not closed by this serde */
    public TolerantSerde(Serde<T> inner) {
        serializer = inner.serializer();
        deserializer = inner.deserializer();
    }

    @Override
    public Serializer<Decoded<T>> serializer() {
        return (topic, value) -> value == null ? null : write(topic, value);
    }

    @Override
    public Deserializer<Decoded<T>> deserializer() {
        return (topic, bytes) -> bytes == null ? null : read(topic, bytes);
    }

    private byte[] write(String topic, Decoded<T> value) {
        if (value instanceof Decoded.Undecodable<T> undecodable) {
            return undecodable.bytes();
        }
        return serializer.serialize(topic, value.value().orElseThrow());
    }

    private Decoded<T> read(String topic, byte[] bytes) {
        try {
            return new Decoded.Present<>(deserializer.deserialize(topic, bytes));
        } catch (SerializationException e) {
            return new Decoded.Undecodable<>(bytes, OneLine.of(e));
        }
    }
}

package io.earshot.wire;

import java.nio.ByteBuffer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** Vectors in a store, little-endian and nothing else. Refuses what is not finite. Safe for use by several threads. */
public final class FloatsSerde implements Serde<float[]> {
    private final Function<float[], ByteBuffer> write;
    private final BiFunction<ByteBuffer, String, float[]> read;

    private FloatsSerde(Function<float[], ByteBuffer> write, BiFunction<ByteBuffer, String, float[]> read) {
        this.write = write;
        this.read = read;
    }

    /** Four bytes a value; exact. */
    public static FloatsSerde singles() {
        return new FloatsSerde(Floats::singles, Floats::ofSingles);
    }

    /** Two bytes a value, rounded to the nearest half float; exact for what was rounded so before. */
    public static FloatsSerde halves() {
        return new FloatsSerde(Floats::halves, Floats::ofHalves);
    }

    @Override
    public Serializer<float[]> serializer() {
        return (topic, values) -> values == null ? null : write.apply(values).array();
    }

    @Override
    public Deserializer<float[]> deserializer() {
        return (topic, bytes) -> bytes == null ? null : read(topic, bytes);
    }

    private float[] read(String topic, byte[] bytes) {
        try {
            return read.apply(ByteBuffer.wrap(bytes), topic);
        } catch (IllegalArgumentException e) {
            throw new SerializationException(OneLine.of(e), e);
        }
    }
}

package io.earshot.wire;

import java.nio.ByteBuffer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Vectors in a store, little-endian and nothing else. Rejects what is not finite. Safe for use by several threads. */
final class FloatsSerde {
    private FloatsSerde() {}

    /** Four bytes a value; exact. */
    static Serde<float[]> singles() {
        return of(Floats::singles, Floats::ofSingles);
    }

    /** Two bytes a value, rounded to the nearest half float; exact for what was rounded so before. */
    static Serde<float[]> halves() {
        return of(Floats::halves, Floats::ofHalves);
    }

    private static Serde<float[]> of(
            Function<float[], ByteBuffer> write, BiFunction<ByteBuffer, String, float[]> read) {
        return Serdes.serdeFrom(
                (topic, values) -> values == null ? null : write.apply(values).array(), (topic, bytes) -> {
                    try {
                        return bytes == null ? null : read.apply(ByteBuffer.wrap(bytes), topic);
                    } catch (IllegalArgumentException e) {
                        throw new SerializationException(OneLine.of(e), e);
                    }
                });
    }
}

package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class FloatsSerdeTest {
    private static final String STORE = "tokens";

    @Test
    void shouldKeepEveryFloatExactly() {
        float[] values = {0, -0f, 1.1f, Float.MIN_VALUE, -Float.MAX_VALUE};
        assertThat(WireSerdesTest.roundTrip(STORE, FloatsSerde.singles(), values))
                .containsExactly(values);
    }

    @Test
    void shouldKeepHalvesExactlyInHalfTheRoom() {
        float[] values = {0, 0.5f, -65_504, 0x1.0p-24f};
        assertThat(FloatsSerde.halves().serializer().serialize(STORE, values)).hasSize(8);
        assertThat(WireSerdesTest.roundTrip(STORE, FloatsSerde.halves(), values))
                .containsExactly(values);
    }

    @Test
    void shouldKeepNullAndEmpty() {
        assertThat(WireSerdesTest.roundTrip(STORE, FloatsSerde.singles(), null)).isNull();
        assertThat(WireSerdesTest.roundTrip(STORE, FloatsSerde.singles(), new float[0]))
                .isEmpty();
    }

    @Test
    void shouldRefuseBytesThatAreNoVector() {
        assertThatThrownBy(() -> FloatsSerde.singles().deserializer().deserialize(STORE, new byte[3]))
                .isInstanceOf(SerializationException.class)
                .hasMessage("tokens has 3 bytes, not a multiple of 4");
    }
}

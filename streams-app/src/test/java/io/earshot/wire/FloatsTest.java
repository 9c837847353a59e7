package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.embedding.HalfFloat;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatsTest {
    @Test
    void shouldWriteLittleEndian() {
        assertThat(Floats.singles(new float[] {1f, -2f}).array()).containsExactly(0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0);
        assertThat(Floats.halves(new float[] {1f, -2f}).array()).containsExactly(0, 0x3C, 0, 0xC0);
    }

    @ParameterizedTest
    @CsvSource({
        "0x1.0p-24, 1",
        "0x1.0p-25, 0",
        "0x1.8p-25, 1",
        "0x1.0p-14, 1024",
        "0x1.ff8p-15, 1023",
        "0x1.ffcp-15, 1024",
        "0.333251953125, 13653",
        "65504, 31743",
        "65519, 31743",
        "65520, 31744",
        "1e9, 31744",
        "1, 15360",
        "0, 0",
        "-0.0, 32768",
        "1.00048828125, 15360",
        "1.00146484375, 15362",
        "2047.5, 26624"
    })
    void shouldRoundToTheNearestHalfTiesToEven(float value, int half) {
        assertThat(HalfFloat.toBits(value) & 0xFFFF).isEqualTo(half);
    }

    @Test
    void shouldGiveBackEveryHalf() {
        for (int half = 0; half < 1 << 16; half++) {
            float value = HalfFloat.fromBits((short) half);
            if (!Float.isNaN(value)) {
                assertThat(HalfFloat.toBits(value) & 0xFFFF).isEqualTo(half);
            }
        }
        assertThat(HalfFloat.fromBits(HalfFloat.toBits(Float.NaN))).isNaN();
    }

    @Test
    void shouldBeAsNearAsAnyHalf() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            float value = (float) (random.nextGaussian() * Math.pow(2, random.nextInt(50) - 32));
            short half = HalfFloat.toBits(value);
            if (Math.abs(value) < 65_504) {
                double error = Math.abs(HalfFloat.fromBits(half) - value);
                assertThat(error).isLessThanOrEqualTo(Math.abs(HalfFloat.fromBits((short) (half + 1)) - value));
                if ((half & 0x7FFF) != 0) {
                    assertThat(error).isLessThanOrEqualTo(Math.abs(HalfFloat.fromBits((short) (half - 1)) - value));
                }
            }
        }
    }

    @Test
    void shouldRefuseBytesThatAreNoVector() {
        assertThatThrownBy(() -> Floats.ofSingles(ByteBuffer.allocate(7), "levels"))
                .hasMessage("levels has 7 bytes, not a multiple of 4");
        assertThatThrownBy(() -> Floats.ofHalves(ByteBuffer.allocate(7), "levels"))
                .hasMessage("levels has 7 bytes, not a multiple of 2");
    }

    @Test
    void shouldStopNumbersThatAreNone() {
        assertThatThrownBy(() -> Floats.ofSingles(Floats.singles(new float[] {0, Float.NaN}), "levels"))
                .hasMessage("levels[1] is NaN");
        assertThatThrownBy(() -> Floats.ofHalves(Floats.halves(new float[] {1e9f}), "factors"))
                .hasMessage("factors[0] is Infinity");
    }

    @Test
    void shouldReadAPartOfABuffer() {
        ByteBuffer bytes = ByteBuffer.allocate(12);
        bytes.putInt(-1).put(Floats.singles(new float[] {3f}).array()).flip().position(4);
        assertThat(Floats.ofSingles(bytes, "levels")).containsExactly(3f);
        assertThat(Floats.bytes(bytes)).hasSize(4);
        assertThat(bytes.position()).isEqualTo(4);
    }
}

package io.earshot.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfFloatTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0000",
        "-0.0, 8000",
        "1, 3c00",
        "-2, c000",
        "0.1, 2e66",
        "65504, 7bff",
        "65519.996, 7bff",
        "65520, 7c00",
        "Infinity, 7c00",
        "-Infinity, fc00",
        "6.1035156e-5, 0400",
        "5.9604645e-8, 0001",
        "2.9802322e-8, 0000",
        "2.9802326e-8, 0001",
        "1.00048828125, 3c00",
        "1.0004884, 3c01",
        "1.00146484375, 3c02",
        "2048.5, 6800"
    })
    void shouldGiveTheNearestHalfAndTheEvenOneOfTwo(float value, String hex) {
        assertThat(String.format("%04x", HalfFloat.toBits(value))).isEqualTo(hex);
    }

    @Test
    void shouldComeBackTheSameForEveryHalf() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = HalfFloat.fromBits((short) bits);
            if (Float.isNaN(value)) {
                assertThat(HalfFloat.fromBits(HalfFloat.toBits(value))).isNaN();
            } else {
                assertThat(HalfFloat.toBits(value) & 0xFFFF).isEqualTo(bits);
            }
        }
    }

    @Test
    void shouldBeNoFurtherThanEitherNeighbour() {
        Random random = new Random(5);
        for (int i = 0; i < 100_000; i++) {
            float value = (float) (random.nextGaussian() * Math.pow(2, random.nextInt(-26, 12)));
            short bits = HalfFloat.toBits(value);
            double distance = Math.abs((double) value - HalfFloat.fromBits(bits));
            assertThat(distance).isLessThanOrEqualTo(Math.abs((double) value - HalfFloat.fromBits((short) (bits + 1))));
            if ((bits & 0x7FFF) > 0) {
                assertThat(distance)
                        .isLessThanOrEqualTo(Math.abs((double) value - HalfFloat.fromBits((short) (bits - 1))));
            }
        }
    }

    @Test
    void shouldRoundAllInPlaceAndOnlyOnce() {
        float[] values = {0.1f, -3.14159f, 1e-9f};
        HalfFloat.roundAll(values);
        assertThat(values).containsExactly(0.099975586f, -3.140625f, 0f);
        float[] again = values.clone();
        HalfFloat.roundAll(again);
        assertThat(again).isEqualTo(values);
    }
}

package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.earshot.calibration.BackgroundSegment;
import io.earshot.calibration.HeardSource;
import io.earshot.embedding.Embedding;
import java.nio.ByteBuffer;
import java.util.Random;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class BackgroundSegmentSerdeTest {
    private static final String DIGEST = "0123456789abcdef0123456789abcdef";

    private final Serde<BackgroundSegment> serde = BackgroundSegmentSerde.of(DIGEST);
    private final Random random = new Random(3);

    @Test
    void shouldKeepScoresToATenthOfAPercent() {
        BackgroundSegment segment = segment();
        float[] text = unit(768);
        byte[] bytes = serde.serializer().serialize("t", segment);
        BackgroundSegment read = serde.deserializer().deserialize("t", bytes);

        assertThat(bytes.length).isLessThan(1_100);
        assertThat(read.epochId()).isEqualTo(segment.epochId());
        assertThat(read.gridIndex()).isEqualTo(segment.gridIndex());
        assertThat(read.startMicros()).isEqualTo(segment.startMicros());
        assertThat(dot(read.embedding().levels(), text))
                .isCloseTo(dot(segment.embedding().levels(), text), within(1e-3));
        assertThat(read.embedding().factors()).hasSize(256);
    }

    @Test
    void shouldBeNothingToAnotherModel() {
        byte[] bytes = serde.serializer().serialize("t", segment());
        assertThat(BackgroundSegmentSerde.of("ff" + DIGEST).deserializer().deserialize("t", bytes))
                .isNull();
    }

    @Test
    void shouldReadBackSilenceAndEmptyFactors() {
        Embedding nothing = new Embedding(new float[4], new float[0]);
        byte[] bytes = serde.serializer().serialize("t", new BackgroundSegment(1, 2, 3, nothing));
        assertThat(serde.deserializer().deserialize("t", bytes).embedding().levels())
                .containsExactly(0, 0, 0, 0);
    }

    @Test
    void shouldRefuseAnotherLayout() {
        assertThatThrownBy(() -> serde.deserializer().deserialize("t", new byte[] {9}))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("layout 9");
        assertThatThrownBy(() -> StateSerdes.heardSource().deserializer().deserialize("t", new byte[] {9}))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("layout 9");
    }

    @Test
    void shouldReadBackHowMuchWasHeard() {
        Serde<HeardSource> heard = StateSerdes.heardSource();
        HeardSource source = new HeardSource(1.5, 1, 17);
        assertThat(heard.deserializer().deserialize("t", heard.serializer().serialize("t", source)))
                .isEqualTo(source);
        assertThat(heard.serializer().serialize("t", null)).isNull();
    }

    @Test
    void shouldReadHowMuchWasHeardFromTheLayoutBeforeAvro() {
        byte[] bytes = ByteBuffer.allocate(25)
                .put((byte) 1)
                .putDouble(1.5)
                .putDouble(1)
                .putLong(17)
                .array();
        assertThat(StateSerdes.heardSource().deserializer().deserialize("t", bytes))
                .isEqualTo(new HeardSource(1.5, 1, 17));
    }

    private BackgroundSegment segment() {
        return new BackgroundSegment(
                random.nextLong(), 42, 1_700_000_000_000_000L, new Embedding(unit(768), unit(256)));
    }

    private float[] unit(int size) {
        float[] values = new float[size];
        double squares = 0;
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
            squares += values[i] * values[i];
        }
        for (int i = 0; i < size; i++) {
            values[i] /= (float) Math.sqrt(squares);
        }
        return values;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}

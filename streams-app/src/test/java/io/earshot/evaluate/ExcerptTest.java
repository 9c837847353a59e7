package io.earshot.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.audio.InvalidAudioException;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.PcmStream;
import io.earshot.audio.SampleEncoding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptTest {
    private static final PcmFormat FORMAT = new PcmFormat(8_000, 2, SampleEncoding.S16);

    @ParameterizedTest
    @CsvSource({
        "0, Infinity, 0, 20000",
        "0, 0.5, 0, 4000",
        "1.25, 0.5, 10000, 14000",
        "2, 100, 16000, 20000",
        "2, Infinity, 16000, 20000",
        "0.0001, 0.000125, 1, 2",
        "2.5, 1, 20000, 20000"
    })
    void shouldGiveTheSamplesOfTheStretch(double start, double length, int first, int end) throws IOException {
        try (PcmStream excerpt = Excerpt.of(new Ramp(20_000), clip(start, length))) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] buffer = new byte[1_204];
            for (int got = excerpt.read(buffer); got != -1; got = excerpt.read(buffer)) {
                all.write(buffer, 0, got);
            }
            ByteBuffer samples = ByteBuffer.wrap(all.toByteArray());
            assertThat(samples.remaining() / FORMAT.frameBytes()).isEqualTo(end - first);
            for (int sample = first; sample < end; sample++) {
                assertThat(samples.getInt()).isEqualTo(sample);
            }
        }
    }

    @Test
    void shouldRefuseAndCloseAStreamThatEndsBefore() {
        Ramp ramp = new Ramp(20_000);
        assertThatThrownBy(() -> Excerpt.of(ramp, clip(2.6, 1)))
                .isInstanceOf(InvalidAudioException.class)
                .hasMessage("ramp.wav: ends before its excerpt begins, at 2.6 s");
        assertThat(ramp.closed).isTrue();
    }

    private static LabelledClip clip(double start, double length) {
        return new LabelledClip("ramp", Path.of("ramp.wav"), start, length, List.of("a ramp"));
    }

    /** Each sample of both channels together is its own number. */
    private static final class Ramp implements PcmStream {
        private final ByteArrayInputStream bytes;
        private boolean closed;

        Ramp(int samples) {
            ByteBuffer ramp = ByteBuffer.allocate(samples * FORMAT.frameBytes());
            for (int i = 0; i < samples; i++) {
                ramp.putInt(i);
            }
            this.bytes = new ByteArrayInputStream(ramp.array());
        }

        @Override
        public PcmFormat format() {
            return FORMAT;
        }

        @Override
        public int read(byte[] buffer) {
            return bytes.read(buffer, 0, buffer.length);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}

package io.earshot.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.audio.PcmFormat;
import io.earshot.audio.PcmStream;
import io.earshot.audio.SampleEncoding;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LimitedStreamTest {
    @Test
    void shouldEndAfterItsSeconds() throws IOException {
        try (LimitedStream limited = new LimitedStream(new Endless(), 2)) {
            byte[] buffer = new byte[3_000];
            int total = 0;
            for (int read = limited.read(buffer); read > 0; read = limited.read(buffer)) {
                total += read;
            }
            assertThat(total).isEqualTo(2 * 8_000 * 2);
            assertThat(limited.read(buffer)).isEqualTo(-1);
        }
    }

    private static final class Endless implements PcmStream {
        @Override
        public PcmFormat format() {
            return new PcmFormat(8_000, 1, SampleEncoding.S16);
        }

        @Override
        public int read(byte[] buffer) {
            return buffer.length;
        }

        @Override
        public void close() {}
    }
}

package io.earshot.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.audio.PcmFormat;
import io.earshot.audio.PcmStream;
import io.earshot.audio.SampleEncoding;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
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
            assertThat(limited.shortfall()).isEmpty();
            assertThat(limited.notes()).containsExactly("a note");
        }
    }

    @Test
    void shouldSayWhatIsMissingWhenItEndsBeforeItsSeconds() throws IOException {
        PcmStream broken = new Endless() {
            @Override
            public int read(byte[] buffer) {
                return -1;
            }
        };
        try (LimitedStream limited = new LimitedStream(broken, 2)) {
            assertThat(limited.read(new byte[3_000])).isEqualTo(-1);
            assertThat(limited.shortfall()).contains("breaks off");
        }
    }

    private static class Endless implements PcmStream {
        @Override
        public PcmFormat format() {
            return new PcmFormat(8_000, 1, SampleEncoding.S16);
        }

        @Override
        public int read(byte[] buffer) {
            return buffer.length;
        }

        @Override
        public List<String> notes() {
            return List.of("a note");
        }

        @Override
        public Optional<String> shortfall() {
            return Optional.of("breaks off");
        }

        @Override
        public void close() {}
    }
}

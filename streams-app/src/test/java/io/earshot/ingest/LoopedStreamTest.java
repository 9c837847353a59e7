package io.earshot.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.audio.InvalidAudioException;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.PcmStream;
import io.earshot.audio.SampleEncoding;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LoopedStreamTest {
    private static final PcmFormat FORMAT = new PcmFormat(8_000, 1, SampleEncoding.S16);

    private int opened;
    private int closed;

    @Test
    void shouldPlayAgainAfterAPause() throws IOException {
        try (LoopedStream looped = new LoopedStream(() -> ramp(6), 1)) {
            byte[] heard = new byte[2 * 22];
            assertThat(looped.read(heard)).isEqualTo(44);
            byte[] expected = new byte[44];
            for (int i = 0; i < 6; i++) {
                expected[i] = (byte) (i + 1);
                expected[6 + 16 + i] = (byte) (i + 1);
            }
            assertThat(heard).isEqualTo(expected);
        }
        assertThat(closed).isEqualTo(opened);
    }

    @Test
    void shouldRefuseToPlayNothingForEver() throws IOException {
        try (LoopedStream looped = new LoopedStream(() -> ramp(0), 1)) {
            assertThatThrownBy(() -> looped.read(new byte[100])).isInstanceOf(InvalidAudioException.class);
        }
    }

    private PcmStream ramp(int bytes) {
        opened++;
        return new PcmStream() {
            private int position;

            @Override
            public PcmFormat format() {
                return FORMAT;
            }

            @Override
            public int read(byte[] buffer) {
                int read = Math.min(buffer.length, bytes - position);
                for (int i = 0; i < read; i++) {
                    buffer[i] = (byte) ++position;
                }
                return read == 0 ? -1 : read;
            }

            @Override
            public void close() {
                closed++;
            }
        };
    }
}

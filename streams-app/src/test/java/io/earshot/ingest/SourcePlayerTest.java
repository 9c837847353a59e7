package io.earshot.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.ChunkKind;
import io.earshot.audio.InvalidAudioException;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.PcmStream;
import io.earshot.audio.SampleEncoding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourcePlayerTest {
    private static final PcmFormat FORMAT = new PcmFormat(16_000, 1, SampleEncoding.S16);

    private final List<AudioChunk> published = new ArrayList<>();

    @Test
    void shouldEndTheEpochOfAStreamThatBreaks() {
        SourcePlayer player = new SourcePlayer(published::add, false, 100);

        assertThatThrownBy(() -> player.play(new BreakingStream(3), "s", Instant.EPOCH))
                .isInstanceOf(InvalidAudioException.class)
                .hasMessage("broken");

        assertThat(published)
                .extracting(AudioChunk::kind)
                .containsExactly(ChunkKind.AUDIO, ChunkKind.AUDIO, ChunkKind.AUDIO, ChunkKind.END);
        assertThat(published.get(3).firstSample()).isEqualTo(3 * 1_600);
    }

    private static final class BreakingStream implements PcmStream {
        private int reads;

        BreakingStream(int reads) {
            this.reads = reads;
        }

        @Override
        public PcmFormat format() {
            return FORMAT;
        }

        @Override
        public int read(byte[] buffer) {
            if (reads-- == 0) {
                throw new InvalidAudioException("broken");
            }
            return buffer.length;
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}

package io.earshot.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.AudioOrigin;
import io.earshot.audio.ChunkKind;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.PcmStream;
import io.earshot.audio.SampleEncoding;
import io.earshot.audio.WavBytes;
import io.earshot.audio.WavFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkCutterTest {
    @ParameterizedTest
    @ValueSource(ints = {20, 21, 320, 2_000})
    void shouldCutAllOfTheAudioIntoChunksThatFollowEachOther(int millis) throws IOException {
        byte[] pcm = TestSound.sine(44_100, 2, 100_000);

        List<AudioChunk> chunks = chunks(new WavBytes().format(1, 2, 44_100, 16).data(pcm), millis);

        ByteArrayOutputStream all = new ByteArrayOutputStream();
        long next = 0;
        for (AudioChunk chunk : chunks.subList(0, chunks.size() - 1)) {
            assertThat(chunk.kind()).isEqualTo(ChunkKind.AUDIO);
            assertThat(chunk.firstSample()).isEqualTo(next);
            assertThat(chunk.samples()).isLessThanOrEqualTo(44_100 * millis / 1000);
            all.writeBytes(chunk.payload());
            next = chunk.endSample();
        }
        assertThat(all.toByteArray()).isEqualTo(pcm);
        PcmFormat format = new PcmFormat(44_100, 2, SampleEncoding.S16);
        AudioChunk end = chunks.get(chunks.size() - 1);
        assertThat(end.kind()).isEqualTo(ChunkKind.END);
        assertThat(end.firstSample()).isEqualTo(100_000);
        assertThat(chunks).allSatisfy(chunk -> {
            assertThat(chunk.format()).isEqualTo(format);
            assertThat(chunk.sourceId()).isEqualTo("hall");
            assertThat(chunk.epochId()).isEqualTo(3);
            assertThat(chunk.epochStartMicros()).isEqualTo(77);
        });
    }

    @Test
    void shouldShortenChunksThatWouldBeTooLargeForARecord() throws IOException {
        byte[] pcm = new byte[192_000 * 8 * 4];
        List<AudioChunk> chunks =
                chunks(new WavBytes().format(1, 8, 192_000, 32).data(pcm), 2_000);
        assertThat(chunks.get(0).payload().length).isBetween(899_000, AudioChunk.MAX_PAYLOAD_BYTES);
        assertThat(chunks.get(chunks.size() - 1).firstSample()).isEqualTo(192_000);
    }

    @Test
    void shouldRefuseChunksOutOfRange() {
        PcmStream none = null;
        assertThatThrownBy(() -> new ChunkCutter(none, "hall", 1, 0, AudioOrigin.RECORDING, 19))
                .hasMessageContaining("19 ms");
        assertThatThrownBy(() -> new ChunkCutter(none, "hall", 1, 0, AudioOrigin.RECORDING, 2_001))
                .hasMessageContaining("2001 ms");
    }

    private static List<AudioChunk> chunks(WavBytes wav, int millis) throws IOException {
        List<AudioChunk> chunks = new ArrayList<>();
        try (PcmStream stream = WavFile.of(new ByteArrayInputStream(wav.bytes()), "test")) {
            ChunkCutter cutter = new ChunkCutter(stream, "hall", 3, 77, AudioOrigin.RECORDING, millis);
            Optional<AudioChunk> next = cutter.next();
            for (; next.isPresent(); next = cutter.next()) {
                chunks.add(next.get());
            }
            assertThat(cutter.next()).isEmpty();
        }
        return chunks;
    }
}

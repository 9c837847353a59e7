package io.earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AudioChunkTest {
    private static final PcmFormat FORMAT = new PcmFormat(32_000, 2, SampleEncoding.S16);

    @Test
    void shouldCountSamplesOfEachChannel() {
        AudioChunk chunk = AudioChunk.audio("hall", 1, 100, 0, FORMAT, new byte[40]);
        assertThat(chunk.samples()).isEqualTo(10);
        assertThat(chunk.endSample()).isEqualTo(110);
    }

    @Test
    void shouldEndWhereTheGapEnds() {
        AudioChunk chunk = AudioChunk.gap("hall", 1, 100, 0, FORMAT, 7);
        assertThat(chunk.kind()).isEqualTo(ChunkKind.GAP);
        assertThat(chunk.samples()).isZero();
        assertThat(chunk.endSample()).isEqualTo(107);
    }

    @Test
    void shouldEndWhereTheEpochEnds() {
        AudioChunk chunk = AudioChunk.end("hall", 1, 100, 0, FORMAT);
        assertThat(chunk.endSample()).isEqualTo(100);
    }

    @Test
    void shouldRefuseWhatContradictsItself() {
        refused(() -> AudioChunk.audio("", 1, 0, 0, FORMAT, new byte[4]), "source id");
        refused(() -> AudioChunk.audio("hall", -1, 0, 0, FORMAT, new byte[4]), "epoch id -1");
        refused(() -> AudioChunk.audio("hall", 1, -5, 0, FORMAT, new byte[4]), "first sample -5");
        refused(() -> AudioChunk.audio("hall", 1, Long.MAX_VALUE, 0, FORMAT, new byte[4]), "first sample");
        refused(() -> AudioChunk.audio("hall", 1, 0, Long.MAX_VALUE, FORMAT, new byte[4]), "epoch start");
        refused(() -> AudioChunk.audio("hall", 1, 0, 0, FORMAT, new byte[0]), "0 bytes");
        refused(() -> AudioChunk.audio("hall", 1, 0, 0, FORMAT, new byte[6]), "6 bytes");
        refused(() -> AudioChunk.audio("hall", 1, 0, 0, FORMAT, new byte[900_004]), "900004");
        refused(() -> AudioChunk.audio("hall", 1, 0, 0, FORMAT, new byte[4 * 64_032]), "2001 ms");
        refused(() -> AudioChunk.audio("hall", 1, 0, 0, null, new byte[4]), "format");
        refused(() -> AudioChunk.gap("hall", 1, 0, 0, FORMAT, 0), "0 missing");
        refused(() -> AudioChunk.gap("hall", 1, 5, 0, FORMAT, Long.MAX_VALUE), "missing samples");
        refused(
                () -> new AudioChunk(
                        "hall",
                        ChunkKind.END,
                        1,
                        0,
                        0,
                        FORMAT,
                        0,
                        new byte[4],
                        AudioOrigin.LIVE,
                        GapReason.UNKNOWN,
                        ""),
                "4 bytes");
        refused(
                () -> new AudioChunk(
                        "hall",
                        ChunkKind.AUDIO,
                        1,
                        0,
                        0,
                        FORMAT,
                        3,
                        new byte[4],
                        AudioOrigin.LIVE,
                        GapReason.UNKNOWN,
                        ""),
                "3 missing");
    }

    @Test
    void shouldRefuseFormatsOutOfRange() {
        refused(() -> new PcmFormat(7_999, 1, SampleEncoding.S16), "7999");
        refused(() -> new PcmFormat(192_001, 1, SampleEncoding.S16), "192001");
        refused(() -> new PcmFormat(32_000, 0, SampleEncoding.S16), "0 channels");
        refused(() -> new PcmFormat(32_000, 9, SampleEncoding.S16), "9 channels");
    }

    private static void refused(ThrowingCallable call, String reason) {
        assertThatThrownBy(call).isInstanceOf(InvalidAudioException.class).hasMessageContaining(reason);
    }
}

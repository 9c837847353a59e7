package io.earshot.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However the same audio is chunked, the hops are the same. */
class SegmenterChunkingTest {
    private static final HopGrid GRID = new HopGrid(32_000, 320, 1024, 96, 32, 2);
    private static final int HOP = GRID.hopSamples();

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 997, 10_240, 30_719, 30_720, 30_721, 61_440})
    void shouldHoldTheSamplesOfItsPlaceForAnyChunkSize(int samplesOfChunk) {
        PcmFormat format = new PcmFormat(32_000, 1, SampleEncoding.S24);
        int samples = 3 * HOP + 1_234;
        List<AudioChunk> chunks = TestAudio.chunks("hall", format, TestAudio.ramp(format, 0, samples), samplesOfChunk);
        StoredSegmenter segmenter = new StoredSegmenter(GRID, "hall");

        chunks.forEach(segmenter::accept);
        segmenter.accept(AudioChunk.end("hall", 1, samples, 0, format));

        List<Hop> hops = Cuts.hops(segmenter.cuts());
        assertThat(hops).hasSizeBetween(4, 5);
        for (int h = 0; h < hops.size(); h++) {
            assertThat(hops.get(h).span().gridIndex()).isEqualTo(h);
            assertRamp(hops.get(h).samples(), GRID.windowStartSample(GRID.spreadLeadFrames("hall"), h), samples);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "8000,1,S16",
        "11025,2,S16",
        "16000,1,F32",
        "22050,3,S24",
        "32000,2,S32",
        "44100,2,S16",
        "48000,1,S24",
        "44099,1,S16"
    })
    void shouldGiveTheSameBitsForAnyChunkSizeRateAndEncoding(int rate, int channels, SampleEncoding encoding) {
        PcmFormat format = new PcmFormat(rate, channels, encoding);
        int samples = (int) (3.3 * rate);
        byte[] pcm = TestAudio.noise(new Random(rate), format, samples);
        int sourceHop = (int) ((long) HOP * rate / 32_000);
        List<Cut> expected = PlainSegmenter.cut(GRID, "hall", withEnd(format, pcm, samples, 997));
        assertThat(Cuts.hops(expected)).hasSizeBetween(4, 5);

        for (int samplesOfChunk : new int[] {31, 997, sourceHop - 1, sourceHop, sourceHop + 1, 2 * rate}) {
            StoredSegmenter segmenter = new StoredSegmenter(GRID, "hall");
            withEnd(format, pcm, samples, samplesOfChunk).forEach(segmenter::accept);
            Cuts.assertSame(segmenter.cuts(), expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {32_000, 44_100, 8_000})
    void shouldGoOnWithTheSameBitsAfterARestartAtEachChunk(int rate) {
        PcmFormat format = new PcmFormat(rate, 1, SampleEncoding.S16);
        int samples = 4 * rate;
        byte[] pcm = TestAudio.noise(new Random(rate), format, samples);
        List<AudioChunk> chunks = withEnd(format, pcm, samples, rate / 7);
        StoredSegmenter segmenter = new StoredSegmenter(GRID, "hall");

        for (AudioChunk chunk : chunks) {
            segmenter.restart();
            segmenter.accept(chunk);
        }

        Cuts.assertSame(segmenter.cuts(), PlainSegmenter.cut(GRID, "hall", chunks));
        assertThat(segmenter.blocks()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hall", "yard", "camera-7", "x"})
    void shouldKeepOnlyBlocksThatTheNextHopNeeds(String sourceId) {
        PcmFormat format = new PcmFormat(32_000, 1, SampleEncoding.S16);
        byte[] pcm = TestAudio.noise(new Random(5), format, 10 * HOP);
        StoredSegmenter segmenter = new StoredSegmenter(GRID, sourceId);

        for (AudioChunk chunk : TestAudio.chunks(sourceId, format, pcm, 1_000)) {
            segmenter.accept(chunk);
            assertThat(segmenter.blocks().size() * 1_000).isLessThanOrEqualTo(GRID.windowSamples() + 2 * 1_000);
        }
    }

    private static List<AudioChunk> withEnd(PcmFormat format, byte[] pcm, int samples, int samplesOfChunk) {
        List<AudioChunk> chunks = TestAudio.chunks("hall", format, pcm, samplesOfChunk);
        chunks.add(AudioChunk.end("hall", 1, samples, 0, format));
        return chunks;
    }

    private static void assertRamp(float[] hop, long windowStart, int samples) {
        for (int i = 0; i < hop.length; i++) {
            long position = windowStart + i;
            float expected = position < 0 || position >= samples ? 0f : (position + 1) * 0x1p-23f;
            if (hop[i] != expected) {
                assertThat(hop[i]).as("sample %d", position).isEqualTo(expected);
            }
        }
    }
}

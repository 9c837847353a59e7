package io.earshot.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.WavFile;
import io.earshot.dsp.Resamplers;
import io.earshot.segment.Cut;
import io.earshot.segment.Hop;
import io.earshot.segment.HopGrid;
import io.earshot.segment.Segmenter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The log-mel frames of a model's golden audio, through decoder, segmenter and extractor, are the training side's. */
class GoldenLogMelTest {
    private static final Path GOLDEN = Path.of("..", "models", "earshot-base", "golden");
    private static final HopGrid GRID = new HopGrid(32_000, 320, 1024, 96, 32, 2);
    private static final int MELS = 128;
    /** Tighter than the bundle's own tolerance of 0.002. */
    private static final double TOLERANCE = 1e-3;

    @Test
    void shouldAgreeWithTheTrainingSide() throws IOException {
        assumeTrue(Files.isDirectory(GOLDEN), "there is no golden folder of earshot-base");
        float[] golden = floats(GOLDEN.resolve("logmel.f32"));
        LogMelExtractor extractor = new LogMelExtractor(LogMelExtractorTest.SPEC, GRID.windowFrames());

        List<Hop> hops = hops(GOLDEN.resolve("audio.wav"));

        assertThat(golden).hasSize(hops.size() * GRID.hopFrames() * MELS);
        for (Hop hop : hops) {
            assertNewFrames(extractor.extract(hop), golden, (int) hop.span().gridIndex());
        }
    }

    private static void assertNewFrames(LogMel logMel, float[] golden, int hop) {
        for (int frame = 0; frame < GRID.hopFrames(); frame++) {
            for (int band = 0; band < MELS; band++) {
                float actual = logMel.values()[band * logMel.frames() + GRID.overlapFrames() + frame];
                float expected = golden[(hop * GRID.hopFrames() + frame) * MELS + band];
                assertThat((double) actual)
                        .as("hop %d frame %d band %d", hop, frame, band)
                        .isCloseTo(expected, within(TOLERANCE));
            }
        }
    }

    private static List<Hop> hops(Path wav) throws IOException {
        String sourceId = sourceWithoutLead();
        Segmenter segmenter = new Segmenter(GRID, new Resamplers(GRID.sampleRateHz()), sourceId);
        List<Hop> hops = new ArrayList<>();
        List<AudioChunk> chunks = chunks(wav, sourceId);
        for (AudioChunk chunk : chunks) {
            for (Cut cut : segmenter.accept(chunk).cuts()) {
                if (cut instanceof Hop hop) {
                    hops.add(hop);
                }
            }
        }
        return hops;
    }

    private static List<AudioChunk> chunks(Path wav, String sourceId) throws IOException {
        List<AudioChunk> chunks = new ArrayList<>();
        try (WavFile pcm = WavFile.open(wav)) {
            byte[] buffer = new byte[20_000];
            long next = 0;
            for (int n = pcm.read(buffer); n != -1; n = pcm.read(buffer)) {
                AudioChunk chunk = AudioChunk.audio(sourceId, 1, next, 0, pcm.format(), Arrays.copyOf(buffer, n));
                next = chunk.endSample();
                chunks.add(chunk);
            }
            chunks.add(AudioChunk.end(sourceId, 1, next, 0, pcm.format()));
        }
        return chunks;
    }

    /** The golden grid starts at frame 0. */
    private static String sourceWithoutLead() {
        int number = 0;
        while (GRID.spreadLeadFrames("source-" + number) != 0) {
            number++;
        }
        return "source-" + number;
    }

    private static float[] floats(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        float[] floats = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(floats);
        return floats;
    }
}

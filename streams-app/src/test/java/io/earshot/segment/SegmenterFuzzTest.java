package io.earshot.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.AudioOrigin;
import io.earshot.audio.ChunkKind;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmenterFuzzTest {
    private static final int ROUNDS = 40;

    /** Random chunks, gaps, repeats, overlaps, ends, epochs and restarts give what the plain oracle gives. */
    @ParameterizedTest
    @ValueSource(ints = {8_000, 11_025, 16_000, 32_000})
    void shouldAgreeWithThePlainOracleWhateverComes(int rate) {
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(rate * 1_000L + round);
            HopGrid grid = grid(random);
            String sourceId = "source-" + round;
            List<AudioChunk> chunks = chunks(random, sourceId, rate);
            StoredSegmenter segmenter = new StoredSegmenter(grid, sourceId);
            for (AudioChunk chunk : chunks) {
                segmenter.accept(chunk);
                if (random.nextInt(3) == 0) {
                    segmenter.restart();
                }
            }
            Cuts.assertSame(segmenter.cuts(), PlainSegmenter.cut(grid, sourceId, chunks));
            assertEachHopOnce(segmenter.cuts());
        }
    }

    private static void assertEachHopOnce(List<Cut> cuts) {
        Set<List<Long>> seen = new HashSet<>();
        for (Hop hop : Cuts.hops(cuts)) {
            assertThat(seen.add(List.of(hop.span().epochId(), hop.span().gridIndex())))
                    .isTrue();
            assertThat(hop.span().startMicros()).isLessThan(hop.span().endMicros());
            assertThat(hop.span().segmentStartMicros())
                    .isLessThanOrEqualTo(hop.span().startMicros());
        }
    }

    /** Small grids, among them some whose hop or window is longer than the longest gap that is filled. */
    private static HopGrid grid(Random random) {
        int frameHop = 16 + random.nextInt(50);
        int hopFrames = random.nextInt(8) == 0 ? 400 : 1 + random.nextInt(60);
        int overlap = random.nextInt(8) == 0 ? 500 : random.nextInt(20);
        return new HopGrid(8_000, frameHop, 2 * (8 + random.nextInt(100)), hopFrames, overlap, 2);
    }

    private static List<AudioChunk> chunks(Random random, String sourceId, int rate) {
        SampleEncoding encoding = List.of(SampleEncoding.values()).get(random.nextInt(4));
        PcmFormat format = new PcmFormat(rate, 1 + random.nextInt(2), encoding);
        List<AudioChunk> chunks = new ArrayList<>();
        long epoch = random.nextInt(5);
        AudioOrigin origin = origin(random);
        long at = random.nextInt(3) == 0 ? random.nextInt(3 * rate) : 0;
        int steps = 5 + random.nextInt(60);
        for (int step = 0; step < steps; step++) {
            int samples = 1 + (random.nextBoolean() ? random.nextInt(rate / 4) : random.nextInt(20));
            switch (random.nextInt(24)) {
                case 0 -> at += random.nextInt(2 * rate);
                case 1 -> at += 2 * rate - 2 + random.nextInt(5);
                case 2 -> at += random.nextInt(4 * rate);
                case 3, 4 -> {
                    int gap = 1 + random.nextInt(random.nextBoolean() ? rate : 3 * rate);
                    chunks.add(AudioChunk.gap(sourceId, epoch, at, start(epoch), format, gap)
                            .withOrigin(origin));
                    at += gap;
                }
                case 5 -> at = Math.max(0, at - random.nextInt(rate));
                case 6 -> chunks.add(chunks.isEmpty() ? heartbeat(sourceId, format) : pick(random, chunks));
                case 7 -> chunks.add(heartbeat(sourceId, format));
                case 8 ->
                    chunks.add(AudioChunk.end(sourceId, epoch, at + random.nextInt(3) * 1_000L, start(epoch), format)
                            .withOrigin(origin));
                case 9 -> {
                    epoch = random.nextInt(10) == 0 ? Long.MAX_VALUE : random.nextInt(40);
                    origin = origin(random);
                    at = random.nextBoolean() ? 0 : random.nextInt(3 * rate);
                    format = new PcmFormat(rate, 1 + random.nextInt(2), encoding);
                }
                default -> {
                    chunks.add(
                            audio(random, sourceId, epoch, at, format, samples).withOrigin(origin));
                    at += samples;
                }
            }
        }
        return chunks;
    }

    private static AudioOrigin origin(Random random) {
        return random.nextBoolean() ? AudioOrigin.LIVE : AudioOrigin.RECORDING;
    }

    /** Ids say nothing of the order of epochs, and neither do their starts. */
    private static long start(long epoch) {
        return epoch * 7 % 40 * 1_000_000;
    }

    private static AudioChunk pick(Random random, List<AudioChunk> chunks) {
        return chunks.get(random.nextInt(chunks.size()));
    }

    private static AudioChunk heartbeat(String sourceId, PcmFormat format) {
        return new AudioChunk(
                sourceId,
                ChunkKind.HEARTBEAT,
                1_000,
                0,
                0,
                format,
                0,
                new byte[0],
                io.earshot.audio.AudioOrigin.LIVE,
                io.earshot.audio.GapReason.UNKNOWN,
                "");
    }

    private static AudioChunk audio(
            Random random, String sourceId, long epoch, long at, PcmFormat format, int samples) {
        return AudioChunk.audio(sourceId, epoch, at, start(epoch), format, TestAudio.noise(random, format, samples));
    }
}

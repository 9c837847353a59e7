package io.earshot.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.ChunkKind;
import io.earshot.audio.GapReason;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkBacklogTest {
    private static final PcmFormat FORMAT = new PcmFormat(16_000, 1, SampleEncoding.S16);
    private static final int SAMPLES = 1_600;

    private final List<AudioChunk> lost = new ArrayList<>();
    private final ChunkBacklog backlog = new ChunkBacklog(8_000, lost::add);

    @Test
    void shouldPutOneGapWhereSeveralChunksFoundNoRoom() throws Exception {
        for (int i = 0; i < 5; i++) {
            backlog.offer(chunk(i));
        }
        assertThat(lost).as("not known yet how long it is").isEmpty();
        backlog.remove(1);
        backlog.offer(chunk(5));

        assertThat(backlog.first(9))
                .extracting(AudioChunk::kind)
                .containsExactly(ChunkKind.AUDIO, ChunkKind.GAP, ChunkKind.AUDIO);
        assertThat(backlog.first(9)).extracting(AudioChunk::firstSample).containsExactly(1_600L, 3_200L, 8_000L);
        assertThat(lost)
                .singleElement()
                .satisfies(gap -> assertThat(gap.gapSamples()).isEqualTo(3 * SAMPLES));
    }

    @Test
    void shouldEndAnEpochWithItsGapEvenWithoutRoom() throws Exception {
        for (int i = 0; i < 4; i++) {
            backlog.offer(chunk(i));
        }
        backlog.offer(AudioChunk.end("s", 7, 4 * SAMPLES, 9, FORMAT));

        assertThat(backlog.first(9))
                .extracting(AudioChunk::kind)
                .containsExactly(ChunkKind.AUDIO, ChunkKind.AUDIO, ChunkKind.GAP, ChunkKind.END);
    }

    /** The source before ended without an END: its gap is its own. */
    @Test
    void shouldNotJoinTheGapsOfTwoSources() throws Exception {
        for (int i = 0; i < 3; i++) {
            backlog.offer(chunk(i));
        }
        backlog.offer(AudioChunk.audio("other", 8, 0, 9, FORMAT, new byte[2 * SAMPLES]));
        backlog.offer(AudioChunk.end("other", 8, SAMPLES, 9, FORMAT));
        backlog.remove(1);

        assertThat(backlog.first(9).stream().map(chunk -> chunk.sourceId() + " " + chunk.kind()))
                .containsExactly("s AUDIO", "other GAP", "other END", "s GAP");
    }

    /** Sources of one process take turns: each has one gap of its own, and nothing grows while there is no room. */
    @Test
    void shouldKeepOneGapForEachOfSeveralSourcesInTurns() throws Exception {
        backlog.offer(chunk(0));
        backlog.offer(chunk(1));
        for (int i = 2; i < 50; i++) {
            backlog.offer(chunk(i));
            backlog.offer(AudioChunk.audio("other", 8, (i - 2L) * SAMPLES, 9, FORMAT, new byte[2 * SAMPLES]));
        }
        assertThat(backlog.first(99)).hasSize(2);
        backlog.remove(2);
        backlog.offer(chunk(50));
        backlog.offer(AudioChunk.end("other", 8, 48L * SAMPLES, 9, FORMAT));

        assertThat(backlog.first(99).stream().map(chunk -> chunk.sourceId() + " " + chunk.kind()))
                .containsExactly("s GAP", "other GAP", "s AUDIO", "other END");
        assertThat(lost)
                .allSatisfy(gap -> assertThat(gap.gapSamples()).isEqualTo(48L * SAMPLES))
                .extracting(AudioChunk::gapReason)
                .containsExactly(GapReason.OVERLOAD, GapReason.OVERLOAD);
    }

    @Test
    void shouldTakeNothingOnceItIsAbandoned() throws Exception {
        backlog.put(chunk(0));
        backlog.abandon();
        backlog.put(chunk(1));
        backlog.offer(chunk(2));

        assertThat(backlog.isEmpty()).isTrue();
    }

    private static AudioChunk chunk(int index) {
        return AudioChunk.audio("s", 7, (long) index * SAMPLES, 9, FORMAT, new byte[2 * SAMPLES]);
    }
}

package io.earshot.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EmbeddingReservoirTest {
    private static final long HOP_MICROS = 960_000;

    @Test
    void shouldKeepAllUntilItIsFull() {
        EmbeddingReservoir reservoir = new EmbeddingReservoir("studio", 4);
        for (long hop = 0; hop < 4 * EmbeddingReservoir.BLOCK_HOPS; hop++) {
            assertThat(reservoir.offer(1, hop, hop * HOP_MICROS).isKept()).isTrue();
        }
        assertThat(reservoir.blocks()).isEqualTo(4);
    }

    @Test
    void shouldNeverKeepMoreThanItsBlocks() {
        Set<Long> kept = blocksKept("studio", 8, 100_000);
        assertThat(kept).hasSizeLessThanOrEqualTo(8);
    }

    @Test
    void shouldKeepOrLeaveABlockAsAWhole() {
        EmbeddingReservoir reservoir = new EmbeddingReservoir("studio", 8);
        for (long block = 0; block < 1_000; block++) {
            Set<Boolean> verdicts = new HashSet<>();
            for (int hop = 0; hop < EmbeddingReservoir.BLOCK_HOPS; hop++) {
                long index = block * EmbeddingReservoir.BLOCK_HOPS + hop;
                verdicts.add(reservoir.offer(1, index, index * HOP_MICROS).isKept());
            }
            assertThat(verdicts).hasSize(1);
        }
    }

    @Test
    void shouldLeaveTheSameSampleOfTheSameAudio() {
        assertThat(blocksKept("studio", 16, 20_000)).isEqualTo(blocksKept("studio", 16, 20_000));
        assertThat(blocksKept("studio", 16, 20_000)).isNotEqualTo(blocksKept("street", 16, 20_000));
    }

    @Test
    void shouldGoOnWithTheSameSampleAfterARestart() {
        EmbeddingReservoir before = new EmbeddingReservoir("studio", 16);
        Set<Long> kept = offer(before, 16 * 500, 0);
        EmbeddingReservoir after = new EmbeddingReservoir("studio", 16);
        kept.stream()
                .sorted()
                .forEach(block -> after.offer(
                        1, block * EmbeddingReservoir.BLOCK_HOPS, block * EmbeddingReservoir.BLOCK_HOPS * HOP_MICROS));
        List<EmbeddingReservoir.Verdict> one = new ArrayList<>();
        List<EmbeddingReservoir.Verdict> other = new ArrayList<>();
        for (long hop = 16 * 500; hop < 16 * 900; hop++) {
            one.add(before.offer(1, hop, hop * HOP_MICROS));
            other.add(after.offer(1, hop, hop * HOP_MICROS));
        }
        assertThat(other).isEqualTo(one);
    }

    @Test
    void shouldForgetByHalvesWithItsHalfLife() {
        int halfLifeBlocks = (int) (EmbeddingReservoir.HALF_LIFE_SECONDS / 0.96 / EmbeddingReservoir.BLOCK_HOPS);
        int blocks = 4 * halfLifeBlocks;
        Set<Long> kept = blocksKept("studio", 256, (long) blocks * EmbeddingReservoir.BLOCK_HOPS);
        long newest = kept.stream().filter(b -> b >= blocks - halfLifeBlocks).count();
        long before = kept.stream()
                .filter(b -> b < blocks - halfLifeBlocks && b >= blocks - 2 * halfLifeBlocks)
                .count();
        assertThat(kept).hasSize(256);
        assertThat((double) newest / 256).isBetween(0.42, 0.65);
        assertThat((double) before / newest).isBetween(0.3, 0.75);
    }

    private static Set<Long> blocksKept(String sourceId, int most, long hops) {
        return offer(new EmbeddingReservoir(sourceId, most), hops, 0);
    }

    private static Set<Long> offer(EmbeddingReservoir reservoir, long hops, long from) {
        Set<Long> kept = new HashSet<>();
        for (long hop = from; hop < hops; hop++) {
            EmbeddingReservoir.Verdict verdict = reservoir.offer(1, hop, hop * HOP_MICROS);
            verdict.evicted().ifPresent(block -> kept.remove(block.index()));
            if (verdict.isKept()) {
                kept.add(EmbeddingReservoir.Block.of(1, hop).index());
            }
        }
        return kept;
    }
}

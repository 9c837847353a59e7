package io.earshot.calibration;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which segments of a source are kept as its background: at most {@link #BLOCKS} blocks of {@link #BLOCK_HOPS}
 * consecutive hops, because what is to be counted in them are alarms, and an alarm has neighbours.
 *
 * <p>A weighted sample without replacement in one pass (Efraimidis and Spirakis 2006): block i of weight w is kept if
 * {@code u_i^(1/w)} is among the greatest. The weight doubles with each {@link #HALF_LIFE_SECONDS} of audio time
 * (exponential forward decay, Cormode et al. 2009), so the sample forgets. In logarithms, which do not overflow, the block
 * with the lowest {@code ln(-ln u) - lambda t} is the best. u is a hash of source, epoch and place: there is no chance in
 * it, and the same audio leaves the same sample. Not safe for use by several threads.
 */
public final class EmbeddingReservoir {
    /** Consecutive hops that are kept or left together. */
    public static final int BLOCK_HOPS = 16;

    /** Most blocks of a source: 4096 segments, an hour and five minutes of hops of 0.96 s. */
    public static final int BLOCKS = 256;

    /** Audio time after which a block is half as likely to be kept: the sample stands for about the last day. */
    public static final double HALF_LIFE_SECONDS = 12 * 3600;

    private static final double LAMBDA = Math.log(2) / HALF_LIFE_SECONDS;

    private final long seed;
    private final int mostBlocks;
    private final Map<Block, Double> ranks = new HashMap<>();
    private final TreeMap<Double, Block> byRank = new TreeMap<>();
    private Block rejected = new Block(Long.MIN_VALUE, Long.MIN_VALUE);

    public EmbeddingReservoir(String sourceId) {
        this(sourceId, BLOCKS);
    }

    EmbeddingReservoir(String sourceId, int mostBlocks) {
        this.seed = hash(sourceId);
        this.mostBlocks = mostBlocks;
    }

    /**
     * A block of consecutive hops.
     *
     * @param epochId of the epoch
     * @param index of the block in its epoch
     */
    public record Block(long epochId, long index) {
        /** The block that a hop is in. */
        public static Block of(long epochId, long gridIndex) {
            return new Block(epochId, Math.floorDiv(gridIndex, BLOCK_HOPS));
        }

        /** Grid index of its first hop. */
        public long firstHop() {
            return index * BLOCK_HOPS;
        }
    }

    /**
     * What becomes of a hop.
     *
     * @param isKept whether it belongs to the sample
     * @param evicted the block that leaves the sample for it
     */
    public record Verdict(boolean isKept, Optional<Block> evicted) {}

    /** Takes the next hop, or one that was kept before a restart. */
    public Verdict offer(long epochId, long gridIndex, long startMicros) {
        Block block = Block.of(epochId, gridIndex);
        if (ranks.containsKey(block)) {
            return new Verdict(true, Optional.empty());
        }
        if (block.equals(rejected)) {
            return new Verdict(false, Optional.empty());
        }
        double rank = rank(block, startMicros);
        if (ranks.size() < mostBlocks) {
            add(block, rank);
            return new Verdict(true, Optional.empty());
        }
        if (rank >= byRank.lastKey()) {
            rejected = block;
            return new Verdict(false, Optional.empty());
        }
        Block evicted = byRank.pollLastEntry().getValue();
        ranks.remove(evicted);
        add(block, rank);
        return new Verdict(true, Optional.of(evicted));
    }

    /** Blocks in the sample. */
    public int blocks() {
        return ranks.size();
    }

    private void add(Block block, double rank) {
        double free = rank;
        while (byRank.containsKey(free)) {
            free = Math.nextUp(free);
        }
        ranks.put(block, free);
        byRank.put(free, block);
    }

    private double rank(Block block, long startMicros) {
        long bits = mix(mix(seed ^ block.epochId()) + block.index());
        double uniform = ((bits >>> 11) + 0.5) * 0x1p-53;
        return Math.log(-Math.log(uniform)) - LAMBDA * (startMicros / 1e6);
    }

    /** FNV-1a, 64 bits. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}

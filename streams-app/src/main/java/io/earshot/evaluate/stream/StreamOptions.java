package io.earshot.evaluate.stream;

import io.earshot.query.DecisionRules;
import java.util.HashSet;
import java.util.List;

/**
 * Which streams to make, and how to listen to them.
 *
 * @param snrsDb a stream is made for each of these ratios of sound to background, dB
 * @param minutes of each stream
 * @param seed of the streams that are judged
 * @param developmentSeed of the streams that thresholds are tuned on
 * @param rules of each query
 * @param isTuned whether the opening of each query is tuned on the development streams, as the plain detector's threshold
 * @param threads streams that are heard at a time; results do not depend on it
 */
public record StreamOptions(
        List<Integer> snrsDb,
        int minutes,
        long seed,
        long developmentSeed,
        DecisionRules rules,
        boolean isTuned,
        int threads) {
    /** Bounded by memory: an hour of two backgrounds takes half a gigabyte. */
    private static final int MOST_MINUTES = 240;

    private static final int GREATEST_SNR_DB = 60;

    /** @throws IllegalArgumentException if a value is out of range; the message names it */
    public StreamOptions {
        snrsDb = List.copyOf(snrsDb);
        require(!snrsDb.isEmpty() && new HashSet<>(snrsDb).size() == snrsDb.size(), "SNRs " + snrsDb + ": none twice");
        require(
                snrsDb.stream().allMatch(snr -> Math.abs(snr) <= GREATEST_SNR_DB),
                "SNRs " + snrsDb + " must lie in -" + GREATEST_SNR_DB + ".." + GREATEST_SNR_DB + " dB");
        require(minutes >= 1 && minutes <= MOST_MINUTES, minutes + " minutes are outside 1.." + MOST_MINUTES);
        require(seed != developmentSeed, "seed and development seed are both " + seed + "; they must differ");
        require(threads >= 1, threads + " threads: one is the least");
    }

    private static void require(boolean ok, String message) {
        if (!ok) {
            throw new IllegalArgumentException(message);
        }
    }
}

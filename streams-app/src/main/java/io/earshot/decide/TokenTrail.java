package io.earshot.decide;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Similarity of the newest tokens of a source to one query. A token is finer than a hop, so it shows where in a segment
 * a sound starts and ends.
 *
 * @param startMicros audio time at which the first token starts
 * @param tokenMicros length of a token
 * @param scores of the tokens, oldest first
 */
public record TokenTrail(long startMicros, long tokenMicros, List<Float> scores) {
    public TokenTrail {
        scores = List.copyOf(scores);
    }

    /** This trail followed by another, cut to the newest tokens; only the other if it does not join on. */
    TokenTrail append(TokenTrail added, int most) {
        boolean joins = added.tokenMicros == tokenMicros && added.startMicros == endMicros();
        if (!joins) {
            return added.newest(most);
        }
        List<Float> all = new ArrayList<>(scores);
        all.addAll(added.scores);
        return new TokenTrail(startMicros, tokenMicros, all).newest(most);
    }

    TokenTrail newest(int most) {
        int dropped = Math.max(0, scores.size() - most);
        return dropped == 0
                ? this
                : new TokenTrail(start(dropped), tokenMicros, scores.subList(dropped, scores.size()));
    }

    boolean isEmpty() {
        return scores.isEmpty();
    }

    /** Audio time at which a token starts. */
    long start(int token) {
        return startMicros + token * tokenMicros;
    }

    long endMicros() {
        return start(scores.size());
    }

    /** Mean of the {@code count} greatest scores. */
    double greatest(int count) {
        return mean(Comparator.reverseOrder(), count);
    }

    /** Mean of the {@code count} least scores. */
    double least(int count) {
        return mean(Comparator.naturalOrder(), count);
    }

    private double mean(Comparator<Float> order, int count) {
        return scores.stream()
                .sorted(order)
                .limit(count)
                .mapToDouble(Float::doubleValue)
                .average()
                .orElse(0);
    }

    /** The first token that scores at least this; the number of tokens if none does. */
    int first(double atLeast) {
        int token = 0;
        while (token < scores.size() && scores.get(token) < atLeast) {
            token++;
        }
        return token;
    }

    /** The last token that scores at least this; -1 if none does. */
    int last(double atLeast) {
        int token = scores.size() - 1;
        while (token >= 0 && scores.get(token) < atLeast) {
            token--;
        }
        return token;
    }
}

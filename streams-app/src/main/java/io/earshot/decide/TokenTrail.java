package io.earshot.decide;

import java.util.ArrayList;
import java.util.List;

/**
 * How similar the newest tokens of a source are to one query. A token is finer than a hop, so it tells where in a segment
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

    /** This trail and what follows it, of which the newest tokens are kept; or only what follows, if it does not join on. */
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

    /** Mean of the greatest scores, so many of them. */
    double greatest(int count) {
        return scores.stream()
                .sorted(java.util.Comparator.reverseOrder())
                .limit(count)
                .mapToDouble(Float::doubleValue)
                .average()
                .orElse(0);
    }

    /** Mean of the least scores, so many of them. */
    double least(int count) {
        return scores.stream()
                .sorted()
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

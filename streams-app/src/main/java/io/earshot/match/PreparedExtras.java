package io.earshot.match;

import io.earshot.embedding.Embedding;
import io.earshot.query.CombinedScore;
import io.earshot.query.EncodedText;
import io.earshot.query.RegisteredQuery;
import io.earshot.scoring.BlockScorer;
import io.earshot.scoring.BlockScores;
import io.earshot.scoring.Broadcast;
import io.earshot.scoring.LaneBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The other texts and the negatives of a panel's queries, laid out one after the other. Immutable. */
final class PreparedExtras {
    private static final int ABSENT = -1;

    private final List<LaneBlock> blocks;

    /** By lane of the panel: where the query's extras begin, other texts before negatives. */
    private final int[] firsts;

    /** How many there are. */
    private final int count;

    private PreparedExtras(List<LaneBlock> blocks, int[] firsts, int count) {
        this.blocks = blocks;
        this.firsts = firsts;
        this.count = count;
    }

    /** @param failed lanes whose extras are not laid out, as their queries cannot be scored */
    static PreparedExtras of(List<RegisteredQuery> queries, Set<Integer> failed, BlockScorer scorer) {
        int[] firsts = new int[queries.size()];
        Arrays.fill(firsts, ABSENT);
        List<Embedding> extras = new ArrayList<>();
        for (int lane = 0; lane < queries.size(); lane++) {
            RegisteredQuery query = queries.get(lane);
            if (query.isCombined() && !failed.contains(lane)) {
                firsts[lane] = extras.size();
                query.otherTexts().forEach(text -> extras.add(text.embedding()));
                query.negatives().forEach(text -> extras.add(text.embedding()));
            }
        }
        List<LaneBlock> blocks = new ArrayList<>();
        for (int from = 0; from < extras.size(); from += BlockScorer.MOST_LANES) {
            blocks.add(scorer.queries(extras.subList(from, Math.min(from + BlockScorer.MOST_LANES, extras.size()))));
        }
        return new PreparedExtras(List.copyOf(blocks), firsts, extras.size());
    }

    /** Whether no query of the panel has any. */
    boolean isEmpty() {
        return blocks.isEmpty();
    }

    /** Whether the query of a lane has any. */
    boolean has(int lane) {
        return firsts[lane] != ABSENT;
    }

    /**
     * The scores of all of them on each segment.
     *
     * @param room Overwritten.
     */
    float[][] scores(List<Broadcast> segments, BlockScorer scorer, BlockScores room) {
        float[][] scores = new float[segments.size()][count];
        for (int block = 0; block < blocks.size(); block++) {
            scorer.score(segments, blocks.get(block), room);
            int from = block * BlockScorer.MOST_LANES;
            for (int i = from; i < Math.min(from + BlockScorer.MOST_LANES, count); i++) {
                for (int segment = 0; segment < scores.length; segment++) {
                    scores[segment][i] = room.get(segment, i - from);
                }
            }
        }
        return scores;
    }

    /**
     * The score of a query that has extras.
     *
     * @param query of the lane
     * @param textScore of its text
     * @param extraScores from {@link #scores}. Not modified.
     */
    CombinedScore combine(int lane, RegisteredQuery query, float textScore, float[] extraScores) {
        CombinedScore combined = new CombinedScore();
        combined.text(textScore, query.textBackground());
        int next = firsts[lane];
        for (EncodedText text : query.otherTexts()) {
            combined.text(extraScores[next++], text.background());
        }
        for (EncodedText negative : query.negatives()) {
            combined.negative(extraScores[next++], negative.background());
        }
        return combined;
    }
}

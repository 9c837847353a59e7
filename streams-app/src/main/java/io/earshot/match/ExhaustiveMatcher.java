package io.earshot.match;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import io.earshot.query.CombinedScore;
import io.earshot.query.QueryTable;
import io.earshot.query.QueryTile;
import io.earshot.scoring.BlockScorer;
import io.earshot.scoring.LaneBlock;
import io.earshot.scoring.LaneScores;
import io.earshot.scoring.ScoringWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Scores every query that applies to the source. Safe for several threads. */
public final class ExhaustiveMatcher implements SegmentMatcher {
    /** Keeps every score. */
    public static final float NO_FLOOR = -1;

    private static final float[] NO_PENALTIES = {};

    private final EmbeddingSpace space;
    private final BlockScorer scorer;
    private final float floor;

    /** Laid out last; threads that see different snapshots only do a little work twice. */
    private volatile PreparedTable prepared = PreparedTable.empty();

    /**
     * @param floor scores below this are not reported; {@link #NO_FLOOR} keeps all
     * @throws IllegalArgumentException if the weights do not fit the space
     */
    public ExhaustiveMatcher(EmbeddingSpace space, ScoringWeights weights, float floor) {
        this.space = space;
        this.scorer = new BlockScorer(space, weights);
        this.floor = floor;
    }

    /** @throws IllegalArgumentException if the segment is not of the matcher's space, or has a value that is not finite */
    @Override
    public MatchReport match(String sourceId, Embedding segment, QueryTable table) {
        PreparedTable current = prepared.forTable(table, scorer, space);
        prepared = current;
        Run run = new Run(sourceId, scorer.segmentInAllLanes(PreparedTile.requireFinite(segment)), current);
        for (int tile = 0; tile < current.tiles(); tile++) {
            run.score(tile);
        }
        return run.report();
    }

    /** One segment against one table. */
    private final class Run {
        private final String sourceId;
        private final LaneBlock segment;
        private final PreparedTable prepared;
        private final LaneScores laneScores = scorer.newScores();
        private final Map<String, String> errors = new TreeMap<>();

        /** By slot; not a number where there is none. */
        private final float[] scores;

        /** By slot, as soon as one is not zero. */
        private float[] penalties = NO_PENALTIES;

        Run(String sourceId, LaneBlock segment, PreparedTable prepared) {
            this.sourceId = sourceId;
            this.segment = segment;
            this.prepared = prepared;
            this.scores = new float[prepared.table().size()];
            Arrays.fill(scores, Float.NaN);
        }

        void score(int tileIndex) {
            PreparedTile tile = prepared.tile(tileIndex);
            boolean isScored = false;
            for (int lane = 0; lane < tile.tile().size(); lane++) {
                if (!tile.tile().appliesTo(lane, sourceId)) {
                    continue;
                }
                if (!isScored) {
                    scorer.score(segment, tile.block(), laneScores);
                    isScored = true;
                }
                put(tile, lane, tileIndex * QueryTile.CAPACITY + lane);
            }
            if (isScored && !tile.extras().isEmpty()) {
                combine(tile, tileIndex * QueryTile.CAPACITY);
            }
        }

        MatchReport report() {
            List<Match> matches = new ArrayList<>();
            int scored = 0;
            for (int slot : prepared.slotsInOrder()) {
                float score = scores[slot];
                scored += Float.isNaN(score) ? 0 : 1;
                if (score >= floor) {
                    matches.add(new Match(prepared.table().query(slot), score, penalty(slot)));
                }
            }
            return new MatchReport(Collections.unmodifiableList(matches), errors, scored);
        }

        private void put(PreparedTile tile, int lane, int slot) {
            String error = tile.errors().get(lane);
            if (error == null) {
                scores[slot] = laneScores.get(lane);
            } else {
                errors.put(tile.tile().query(lane).query().id(), error);
            }
        }

        /** Puts the scores of queries with several texts in the place of their first text's. */
        private void combine(PreparedTile tile, int firstSlot) {
            PreparedExtras extras = tile.extras();
            float[] extraScores = null;
            for (int lane = 0; lane < tile.tile().size(); lane++) {
                int slot = firstSlot + lane;
                if (extras.has(lane) && !Float.isNaN(scores[slot])) {
                    if (extraScores == null) {
                        extraScores = extras.scores(segment, scorer, laneScores);
                    }
                    put(slot, extras.combine(lane, tile.tile().query(lane), scores[slot], extraScores));
                }
            }
        }

        private void put(int slot, CombinedScore combined) {
            scores[slot] = (float) combined.score();
            if (combined.penalty() > 0) {
                if (penalties == NO_PENALTIES) {
                    penalties = new float[scores.length];
                }
                penalties[slot] = (float) combined.penalty();
            }
        }

        private float penalty(int slot) {
            return penalties == NO_PENALTIES ? 0 : penalties[slot];
        }
    }
}

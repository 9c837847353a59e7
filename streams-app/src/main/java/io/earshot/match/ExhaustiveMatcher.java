package io.earshot.match;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import io.earshot.query.CombinedScore;
import io.earshot.query.QueryTable;
import io.earshot.scoring.BlockScorer;
import io.earshot.scoring.BlockScores;
import io.earshot.scoring.Broadcast;
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
        return match(List.of(new SourceEmbedding(sourceId, segment)), table).get(0);
    }

    /** @throws IllegalArgumentException if a segment is not of the matcher's space, or has a value that is not finite */
    @Override
    public List<MatchReport> match(List<SourceEmbedding> segments, QueryTable table) {
        PreparedTable current = prepared.forTable(table, scorer, space);
        prepared = current;
        List<Run> runs =
                segments.stream().map(segment -> new Run(segment, current)).toList();
        BlockScores room = scorer.newScores();
        for (int panel = 0; panel < current.panels(); panel++) {
            score(runs, current.panel(panel), PreparedPanel.firstSlot(panel), room);
        }
        return runs.stream().map(Run::report).toList();
    }

    /** The segments that no query of a panel applies to do not meet it. */
    private void score(List<Run> runs, PreparedPanel panel, int firstSlot, BlockScores room) {
        List<Run> meeting = runs.stream().filter(run -> run.meets(panel)).toList();
        if (meeting.isEmpty()) {
            return;
        }
        List<Broadcast> segments = meeting.stream().map(run -> run.segment).toList();
        scorer.score(segments, panel.block(), room);
        for (int i = 0; i < meeting.size(); i++) {
            meeting.get(i).put(panel, firstSlot, room, i);
        }
        if (!panel.extras().isEmpty()) {
            float[][] extraScores = panel.extras().scores(segments, scorer, room);
            for (int i = 0; i < meeting.size(); i++) {
                meeting.get(i).combine(panel, firstSlot, extraScores[i]);
            }
        }
    }

    /** One segment against one table. */
    private final class Run {
        private final String sourceId;
        private final Broadcast segment;
        private final PreparedTable prepared;
        private final Map<String, String> errors = new TreeMap<>();

        /** By slot; not a number where there is none. */
        private final float[] scores;

        /** By slot, as soon as one is not zero. */
        private float[] penalties = NO_PENALTIES;

        Run(SourceEmbedding segment, PreparedTable prepared) {
            this.sourceId = segment.sourceId();
            this.segment = scorer.segment(PreparedPanel.requireFinite(segment.embedding()));
            this.prepared = prepared;
            this.scores = new float[prepared.table().size()];
            Arrays.fill(scores, Float.NaN);
        }

        boolean meets(PreparedPanel panel) {
            for (int lane = 0; lane < panel.size(); lane++) {
                if (panel.appliesTo(lane, sourceId)) {
                    return true;
                }
            }
            return false;
        }

        void put(PreparedPanel panel, int firstSlot, BlockScores room, int place) {
            for (int lane = 0; lane < panel.size(); lane++) {
                if (!panel.appliesTo(lane, sourceId)) {
                    continue;
                }
                String error = panel.errors().get(lane);
                if (error == null) {
                    scores[firstSlot + lane] = room.get(place, lane);
                } else {
                    errors.put(panel.query(lane).query().id(), error);
                }
            }
        }

        /** Puts the scores of queries with several texts in the place of their first text's. */
        void combine(PreparedPanel panel, int firstSlot, float[] extraScores) {
            PreparedExtras extras = panel.extras();
            for (int lane = 0; lane < panel.size(); lane++) {
                int slot = firstSlot + lane;
                if (extras.has(lane) && !Float.isNaN(scores[slot])) {
                    put(slot, extras.combine(lane, panel.query(lane), scores[slot], extraScores));
                }
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

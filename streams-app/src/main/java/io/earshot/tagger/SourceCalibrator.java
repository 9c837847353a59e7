package io.earshot.tagger;

import io.earshot.calibration.BackgroundFitter;
import io.earshot.calibration.BackgroundScores;
import io.earshot.calibration.BackgroundSegment;
import io.earshot.calibration.Calibration;
import io.earshot.match.Match;
import io.earshot.match.MatchReport;
import io.earshot.match.SegmentMatcher;
import io.earshot.match.SourceEmbedding;
import io.earshot.query.QueryTable;
import io.earshot.query.RegisteredQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Fits queries to the background of a source: scores its kept segments like live ones, and leaves the rest to
 * {@link BackgroundFitter}. Not safe for use by several threads.
 */
public final class SourceCalibrator {
    /** Segments that the queries are read once for. */
    private static final int MATCHED_TOGETHER = 32;

    private final SegmentMatcher matcher;
    private final BackgroundFitter fitter;
    private final double hopSeconds;

    /**
     * @param matcher of its own: it lays out the queries of one call after the other
     * @param hopSeconds seconds of audio that a hop brings
     */
    public SourceCalibrator(SegmentMatcher matcher, BackgroundFitter fitter, double hopSeconds) {
        this.matcher = matcher;
        this.fitter = fitter;
        this.hopSeconds = hopSeconds;
    }

    /** Seconds of audio that a hop brings. */
    public double hopSeconds() {
        return hopSeconds;
    }

    /**
     * The calibrations of queries on a source. Queries that do not apply to the source, cannot be scored, or
     * have too little background have none. Needs four bytes for each pair of segment and query.
     *
     * @param background kept segments of the source, in the order of epoch and grid
     * @param heardSeconds seconds of the source that it was taken from
     * @param validFromMicros audio time at which they come into force, microseconds since 1970
     */
    public List<Calibration> calibrate(
            String sourceId,
            List<BackgroundSegment> background,
            Collection<RegisteredQuery> queries,
            double heardSeconds,
            long validFromMicros) {
        QueryTable table = QueryTable.empty();
        for (RegisteredQuery query : queries) {
            table = table.with(query);
        }
        IdentityHashMap<RegisteredQuery, float[]> scores = scores(sourceId, background, table);
        int[] runStarts = BackgroundSegment.runStarts(background);
        List<Calibration> calibrations = new ArrayList<>();
        for (RegisteredQuery query : table.queries()) {
            if (scores.containsKey(query)) {
                BackgroundScores heard = new BackgroundScores(scores.get(query), runStarts, hopSeconds);
                fitter.fit(sourceId, query, heard, heardSeconds, validFromMicros)
                        .ifPresent(calibrations::add);
            }
        }
        return calibrations;
    }

    /** By query, the same object as in the table: one score a segment, the lowest where the matcher reported none. */
    private IdentityHashMap<RegisteredQuery, float[]> scores(
            String sourceId, List<BackgroundSegment> background, QueryTable table) {
        IdentityHashMap<RegisteredQuery, float[]> scores = new IdentityHashMap<>();
        for (int from = 0; from < background.size(); from += MATCHED_TOGETHER) {
            List<SourceEmbedding> segments =
                    background.subList(from, Math.min(from + MATCHED_TOGETHER, background.size())).stream()
                            .map(segment -> new SourceEmbedding(sourceId, segment.embedding()))
                            .toList();
            List<MatchReport> reports = matcher.match(segments, table);
            for (int i = 0; i < reports.size(); i++) {
                for (Match match : reports.get(i).matches()) {
                    scores.computeIfAbsent(match.query(), query -> unscored(background.size()))[from + i] =
                            match.score();
                }
            }
        }
        return scores;
    }

    private static float[] unscored(int segments) {
        float[] scores = new float[segments];
        Arrays.fill(scores, -1);
        return scores;
    }
}

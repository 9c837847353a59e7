package io.earshot.tagger;

import io.earshot.calibration.BackgroundFitter;
import io.earshot.calibration.BackgroundScores;
import io.earshot.calibration.BackgroundSegment;
import io.earshot.calibration.Calibration;
import io.earshot.match.Match;
import io.earshot.match.MatchReport;
import io.earshot.match.SegmentMatcher;
import io.earshot.query.QueryTable;
import io.earshot.query.RegisteredQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fits queries to the background of a source: scores what was kept of the source as live segments are scored, and leaves
 * the rest to {@link BackgroundFitter}. Not safe for use by several threads.
 */
public final class SourceCalibrator {
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
     * The calibrations of queries on a source, in no order. Queries that do not apply to the source, cannot be scored, or
     * have too little background have none. Needs four bytes for each pair of segment and query.
     *
     * @param background what was kept of the source, in the order of epoch and grid
     * @param heardSeconds seconds of the source that it was taken from
     * @param validFromMicros audio time from which they are to be in force, microseconds since 1970
     */
    public List<Calibration> calibrate(
            String sourceId,
            List<BackgroundSegment> background,
            Collection<RegisteredQuery> queries,
            double heardSeconds,
            long validFromMicros) {
        int[] runStarts = BackgroundSegment.runStarts(background);
        List<Calibration> calibrations = new ArrayList<>();
        for (Scored scored : scores(sourceId, background, queries)) {
            fitter.fit(
                            sourceId,
                            scored.query,
                            new BackgroundScores(scored.scores, runStarts, hopSeconds),
                            heardSeconds,
                            validFromMicros)
                    .ifPresent(calibrations::add);
        }
        return calibrations;
    }

    private Collection<Scored> scores(
            String sourceId, List<BackgroundSegment> background, Collection<RegisteredQuery> queries) {
        QueryTable table = QueryTable.empty();
        for (RegisteredQuery query : queries) {
            table = table.with(query);
        }
        ScoreSheet sheet = new ScoreSheet(background.size());
        for (int i = 0; i < background.size(); i++) {
            MatchReport report = matcher.match(sourceId, background.get(i).embedding(), table);
            sheet.put(i, report.matches());
        }
        return sheet.all();
    }

    /** Scores by query. Reports are in the order of query ids, so the next match is nearly always of the next query. */
    private static final class ScoreSheet {
        private final int segments;
        private final Map<String, Scored> byId = new TreeMap<>();
        private List<Scored> inOrder = List.of();

        ScoreSheet(int segments) {
            this.segments = segments;
        }

        void put(int segment, List<Match> matches) {
            for (int i = 0; i < matches.size(); i++) {
                Match match = matches.get(i);
                boolean isNext = i < inOrder.size()
                        && inOrder.get(i).id().equals(match.query().query().id());
                Scored scored = isNext ? inOrder.get(i) : find(match.query());
                scored.scores[segment] = match.score();
            }
            if (inOrder.size() != byId.size()) {
                inOrder = List.copyOf(byId.values());
            }
        }

        Collection<Scored> all() {
            return byId.values();
        }

        private Scored find(RegisteredQuery query) {
            return byId.computeIfAbsent(query.query().id(), id -> new Scored(query, segments));
        }
    }

    /** A query and its scores; the lowest where none was reported. */
    private static final class Scored {
        private final RegisteredQuery query;
        private final float[] scores;

        Scored(RegisteredQuery query, int segments) {
            this.query = query;
            this.scores = new float[segments];
            Arrays.fill(scores, -1);
        }

        String id() {
            return query.query().id();
        }
    }
}

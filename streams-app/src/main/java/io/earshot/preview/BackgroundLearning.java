package io.earshot.preview;

import io.earshot.calibration.BackgroundFitter;
import io.earshot.calibration.LiveCalibrations;
import io.earshot.match.EncodedSegment;
import io.earshot.query.RegisteredQuery;
import io.earshot.segment.HopGrid;
import java.util.HashMap;
import java.util.Map;

/** Learns of each source's background where a query would open there today. */
final class BackgroundLearning {
    /** From the beginning of time: the whole past is judged by what is known today. */
    private static final long VALID_FROM_MICROS = 0;

    private final RegisteredQuery query;
    private final QueryScores scores;
    private final BackgroundFitter fitter;
    private final double hopSeconds;
    private final Map<String, ScoreSample> bySource = new HashMap<>();

    BackgroundLearning(RegisteredQuery query, QueryScores scores, BackgroundFitter fitter, HopGrid grid) {
        this.query = query;
        this.scores = scores;
        this.fitter = fitter;
        this.hopSeconds = (double) grid.hopSamples() / grid.sampleRateHz();
    }

    void hear(EncodedSegment segment) {
        bySource.computeIfAbsent(segment.span().sourceId(), ScoreSample::new)
                .offer(segment.span(), () -> scores.of(segment).score());
    }

    /** What was learned; nothing of a source of which too little was heard. */
    LiveCalibrations learned() {
        LiveCalibrations learned = new LiveCalibrations();
        bySource.forEach((sourceId, sample) -> fitter.fit(
                        sourceId, query, sample.inOrder(hopSeconds), sample.hops() * hopSeconds, VALID_FROM_MICROS)
                .ifPresent(learned::put));
        return learned;
    }
}

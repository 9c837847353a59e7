package io.earshot.evaluate.stream;

import io.earshot.evaluate.stream.QueryOutcome.Detection;
import io.earshot.evaluate.stream.QueryOutcome.Reference;
import io.earshot.evaluate.stream.StreamReport.DetectorQuality;
import io.earshot.evaluate.stream.StreamReport.QueryQuality;
import io.earshot.evaluate.stream.StreamReport.SnrQuality;
import io.earshot.query.DecisionRules;
import java.util.ArrayList;
import java.util.List;

/** Compares detections in the streams that judge with what was planted in them. */
final class StreamJudge {
    private final List<String> texts;
    private final double[] thresholds;
    private final double[] openings;
    private final double hoursOfStream;
    private final List<JudgedStream> streams;
    /** {@code [streams][queries]} */
    private final List<List<QueryOutcome>> earshot = new ArrayList<>();

    private final List<List<QueryOutcome>> plain = new ArrayList<>();

    /**
     * @param development streams that thresholds are tuned on
     * @param evaluation streams that judge
     */
    StreamJudge(List<JudgedStream> development, List<JudgedStream> evaluation, QueryTexts queries, int minutes) {
        this.texts = queries.texts();
        this.openings = queries.openings();
        this.hoursOfStream = minutes / 60.;
        this.thresholds = ThresholdTuning.thresholds(queries.size(), development);
        this.streams = evaluation;
        for (JudgedStream stream : streams) {
            earshot.add(outcomes(stream.references(), queries.byQuery(stream.detections())));
            plain.add(outcomes(stream.references(), stream.plain(thresholds)));
        }
    }

    DetectorQuality overall() {
        return new DetectorQuality(quality(flat(earshot)), quality(flat(plain)));
    }

    /** Earshot's events if every query opened at the default confidence. */
    StreamQuality atDefault() {
        int opening = ThresholdTuning.OPENINGS.indexOf(DecisionRules.DEFAULT.openConfidence());
        List<QueryOutcome> outcomes = new ArrayList<>();
        for (JudgedStream stream : streams) {
            outcomes.addAll(outcomes(stream.references(), stream.byOpening().get(opening)));
        }
        return quality(outcomes);
    }

    List<SnrQuality> bySnr() {
        List<SnrQuality> bySnr = new ArrayList<>();
        for (int i = 0; i < streams.size(); i++) {
            JudgedStream stream = streams.get(i);
            DetectorQuality quality = new DetectorQuality(quality(earshot.get(i), 1), quality(plain.get(i), 1));
            bySnr.add(new SnrQuality(stream.snrDb(), stream.stream().gainDb(), quality));
        }
        return bySnr;
    }

    List<QueryQuality> byQuery() {
        List<QueryQuality> byQuery = new ArrayList<>();
        for (int query = 0; query < texts.size(); query++) {
            DetectorQuality quality =
                    new DetectorQuality(quality(column(earshot, query)), quality(column(plain, query)));
            byQuery.add(new QueryQuality(texts.get(query), openings[query], thresholds[query], quality));
        }
        return byQuery;
    }

    private StreamQuality quality(List<QueryOutcome> outcomes) {
        return quality(outcomes, streams.size());
    }

    private StreamQuality quality(List<QueryOutcome> outcomes, int streamsHeard) {
        return StreamQuality.of(outcomes, hoursOfStream * streamsHeard);
    }

    private static List<QueryOutcome> outcomes(List<List<Reference>> references, List<List<Detection>> detections) {
        List<QueryOutcome> outcomes = new ArrayList<>();
        for (int query = 0; query < references.size(); query++) {
            outcomes.add(new QueryOutcome(references.get(query), detections.get(query)));
        }
        return outcomes;
    }

    private static List<QueryOutcome> flat(List<List<QueryOutcome>> byStream) {
        return byStream.stream().flatMap(List::stream).toList();
    }

    private static List<QueryOutcome> column(List<List<QueryOutcome>> byStream, int query) {
        return byStream.stream().map(outcomes -> outcomes.get(query)).toList();
    }
}

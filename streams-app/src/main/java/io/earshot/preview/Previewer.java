package io.earshot.preview;

import io.earshot.calibration.BackgroundFitter;
import io.earshot.calibration.ConfidenceCurve;
import io.earshot.calibration.LiveCalibrations;
import io.earshot.calibration.OperatingPoints;
import io.earshot.decide.DecisionStages;
import io.earshot.decide.Event;
import io.earshot.match.QueryScores;
import io.earshot.match.SegmentMatcher;
import io.earshot.query.RegisteredQuery;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Previews queries on kept segments. Safe for several threads if its parts are. */
public final class Previewer {
    private static final Comparator<Event> OLDEST_FIRST =
            Comparator.comparingLong(Event::onsetMicros).thenComparing(Event::eventId);

    /** A learned calibration applies to the whole past. */
    private static final long VALID_FROM_MICROS = 0;

    private final SegmentMatcher matcher;
    private final DecisionStages stages;
    private final ConfidenceCurve curve;

    /**
     * @param matcher not the one of live audio: a matcher keeps the layout of the last table
     * @param stages that decide on live audio
     * @param curve of the model
     */
    public Previewer(SegmentMatcher matcher, DecisionStages stages, ConfidenceCurve curve) {
        this.matcher = matcher;
        this.stages = stages;
        this.curve = curve;
    }

    /**
     * What the query would have reported.
     *
     * @param audio of the sources to preview; read twice if their backgrounds are to be learned
     * @throws NothingToPreviewException if the query cannot be scored
     */
    public Preview preview(RegisteredQuery query, PreviewScope scope, KeptAudio audio) {
        QueryScores scores = new QueryScores(matcher, query, NothingToPreviewException::new);
        DecisionStages decision = scope.learns() ? learned(query, scope, scores, audio) : stages;
        PriorityQueue<Event> newest = new PriorityQueue<>(OLDEST_FIRST);
        Consumer<Event> keepNewest = event -> {
            newest.add(event);
            if (newest.size() > scope.newest()) {
                newest.remove();
            }
        };
        Map<String, SourceRehearsal> bySource = new TreeMap<>();
        Intake intake = new Intake(
                stages.modelDigest(),
                scope.sinceMicros(),
                segment -> bySource.computeIfAbsent(
                                segment.span().sourceId(),
                                sourceId -> new SourceRehearsal(sourceId, query, decision, keepNewest))
                        .hear(segment, scores.of(segment)));
        double readPart = audio.read(intake);
        List<SourcePreview> sources =
                bySource.values().stream().map(SourceRehearsal::preview).toList();
        return new Preview(
                query.query(),
                query.version(),
                stages.modelDigest(),
                scope.sinceMicros(),
                readPart,
                intake.leftOut(),
                sources,
                newest.stream().sorted(OLDEST_FIRST.reversed()).toList(),
                List.of(),
                PreviewNotes.of(readPart, intake.leftOut(), sources));
    }

    /** The stages with what live calibration would learn of each source; nothing of a source with too little audio. */
    private DecisionStages learned(RegisteredQuery query, PreviewScope scope, QueryScores scores, KeptAudio audio) {
        Map<String, ScoreSample> bySource = new HashMap<>();
        audio.read(new Intake(
                stages.modelDigest(),
                scope.sinceMicros(),
                segment -> bySource.computeIfAbsent(segment.span().sourceId(), ScoreSample::new)
                        .offer(segment.span(), () -> scores.of(segment).score())));
        double hopSeconds = (double) stages.grid().hopSamples() / stages.grid().sampleRateHz();
        BackgroundFitter fitter = new BackgroundFitter(curve, stages.modelDigest());
        LiveCalibrations learned = new LiveCalibrations();
        bySource.forEach((sourceId, sample) -> fitter.fit(
                        sourceId, query, sample.inOrder(hopSeconds), sample.hops() * hopSeconds, VALID_FROM_MICROS)
                .ifPresent(learned::put));
        return new DecisionStages(
                stages.modelDigest(), new OperatingPoints(curve, learned), stages.explainer(), stages.grid());
    }
}

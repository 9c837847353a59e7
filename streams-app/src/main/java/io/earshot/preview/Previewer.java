package io.earshot.preview;

import io.earshot.calibration.BackgroundFitter;
import io.earshot.calibration.ConfidenceCurve;
import io.earshot.calibration.OperatingPoints;
import io.earshot.decide.DecisionStages;
import io.earshot.match.SegmentMatcher;
import io.earshot.query.RegisteredQuery;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Previews queries on what was kept. Safe for several threads if its parts are. */
public final class Previewer {
    private final SegmentMatcher matcher;
    private final DecisionStages stages;
    private final ConfidenceCurve curve;

    /**
     * @param matcher not one that live audio uses: it keeps the table that it saw last laid out
     * @param stages that live audio is decided with
     * @param curve of the model
     */
    public Previewer(SegmentMatcher matcher, DecisionStages stages, ConfidenceCurve curve) {
        this.matcher = matcher;
        this.stages = stages;
        this.curve = curve;
    }

    /**
     * What the query would have told.
     *
     * @param audio of the sources that are to be looked at; read twice if their backgrounds are to be learned
     * @throws NothingToPreviewException if the query cannot be scored
     */
    public Preview preview(RegisteredQuery query, PreviewScope scope, KeptAudio audio) {
        QueryScores scores = new QueryScores(matcher, query);
        DecisionStages decision = scope.learns() ? learned(query, scope, scores, audio) : stages;
        NewestEvents newest = new NewestEvents(scope.newest());
        Map<String, SourceRehearsal> bySource = new TreeMap<>();
        Intake intake = new Intake(
                stages.modelDigest(),
                scope.sinceMicros(),
                segment -> bySource.computeIfAbsent(
                                segment.span().sourceId(),
                                sourceId -> new SourceRehearsal(sourceId, query, decision, newest::add))
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
                newest.newestFirst(),
                List.of(),
                PreviewNotes.of(readPart, intake.leftOut(), sources));
    }

    private DecisionStages learned(RegisteredQuery query, PreviewScope scope, QueryScores scores, KeptAudio audio) {
        BackgroundFitter fitter = new BackgroundFitter(curve, stages.modelDigest());
        BackgroundLearning learning = new BackgroundLearning(query, scores, fitter, stages.grid());
        audio.read(new Intake(stages.modelDigest(), scope.sinceMicros(), learning::hear));
        return new DecisionStages(
                stages.modelDigest(),
                new OperatingPoints(curve, learning.learned()),
                stages.explainer(),
                stages.grid());
    }
}

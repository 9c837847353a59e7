package io.earshot.preview;

import io.earshot.calibration.OperatingPoint;
import io.earshot.decide.Decision;
import io.earshot.decide.DecisionStages;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.decide.Replay;
import io.earshot.match.EncodedSegment;
import io.earshot.match.Match;
import io.earshot.query.DecisionRules;
import io.earshot.query.QueryTable;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.Sensitivity;
import io.earshot.segment.HopSpan;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A query on one source, as it stands and at other thresholds. */
final class SourceRehearsal {
    private static final double[] THRESHOLDS = {0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};

    private final String sourceId;
    private final RegisteredQuery query;
    private final DecisionStages stages;
    private final Rehearsal asAsked;
    private final Map<Double, Rehearsal> atThresholds = new TreeMap<>();
    private final List<Rehearsal> all;
    private HopSpan newest;
    private long firstMicros;
    private long segments;
    private long heardSamples;

    /** @param reported gets each event of the query as it stands, when it closes */
    SourceRehearsal(String sourceId, RegisteredQuery query, DecisionStages stages, Consumer<Event> reported) {
        this.sourceId = sourceId;
        this.query = query;
        this.stages = stages;
        this.asAsked = new Rehearsal(sourceId, query, stages, reported);
        DecisionRules rules = query.query().rules();
        List<String> sources = query.query().sources();
        // A level is compared with a level: no threshold changes what is heard.
        for (double threshold : rules.aboveLevelDbfs().isPresent() ? new double[0] : THRESHOLDS) {
            RegisteredQuery other = query.under(rules.openingAt(threshold), sources);
            atThresholds.put(threshold, new Rehearsal(sourceId, other, stages, event -> {}));
        }
        if (rules.sensitivity().kind() == Sensitivity.Kind.PROBABILITY) {
            atThresholds.put(rules.openConfidence(), asAsked);
        }
        this.all = Stream.concat(Stream.of(asAsked), atThresholds.values().stream())
                .distinct()
                .toList();
    }

    void hear(EncodedSegment segment, Match match) {
        HopSpan span = segment.span();
        if (newest == null) {
            firstMicros = span.startMicros();
        }
        newest = span;
        segments++;
        heardSamples += span.heardSamples();
        all.forEach(rehearsal -> rehearsal.hear(segment, match));
    }

    /** Closes open events where the audio ends. */
    SourcePreview preview() {
        Tally tally = asAsked.end();
        OperatingPoint point = stages.points().of(sourceId, query, newest.startMicros());
        return new SourcePreview(
                sourceId,
                firstMicros,
                newest.endMicros(),
                (double) heardSamples / stages.grid().sampleRateHz(),
                segments,
                point,
                tally,
                atThresholds.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().end())));
    }

    /** One query on one source, decided hop by hop by the tracker of live audio. */
    private static final class Rehearsal {
        private final RegisteredQuery query;
        private final Replay replay;
        private final Consumer<Event> reported;
        private Tally tally = Tally.NOTHING;

        Rehearsal(String sourceId, RegisteredQuery query, DecisionStages stages, Consumer<Event> reported) {
            this.query = query;
            this.replay = Replay.asLive(sourceId, QueryTable.empty().with(query), stages, this::count);
            this.reported = reported;
        }

        /** @param scored a match of the same texts: rules change no score */
        void hear(EncodedSegment segment, Match scored) {
            replay.hear(segment, List.of(new Match(query, scored.score(), scored.penalty())));
        }

        Tally end() {
            replay.end();
            return tally;
        }

        private void count(Decision decision) {
            tally = tally.plus(new Tally(0, 0, decision.nearMisses().size()));
            for (Event event : decision.events()) {
                if (event.phase() == EventPhase.CLOSE) {
                    tally = tally.plus(new Tally(1, (event.offsetMicros() - event.onsetMicros()) / 1e6, 0));
                    reported.accept(event);
                }
            }
        }
    }
}

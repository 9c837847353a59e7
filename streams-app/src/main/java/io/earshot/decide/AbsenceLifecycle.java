package io.earshot.decide;

import io.earshot.calibration.OperatingPoint;
import io.earshot.match.EncodedSegment;
import io.earshot.match.Match;
import io.earshot.query.RegisteredQuery;
import io.earshot.segment.HopSpan;
import java.util.Optional;

/**
 * The transitions of a query that asks for an absence. The sound is heard when its hops are confirmed, and until one is below
 * the closing confidence; while it is not, the clock of {@link Absence} runs. The event opens with the first hop that
 * completes the asked time and is not a hit itself, closes when the sound is heard again, and with the audio.
 */
final class AbsenceLifecycle {
    private static final long MICROS = 1_000_000;

    private final String sourceId;
    private final DecisionStages stages;

    AbsenceLifecycle(String sourceId, DecisionStages stages) {
        this.sourceId = sourceId;
        this.stages = stages;
    }

    /**
     * A hop with a score of the query.
     *
     * @param known its state
     */
    void onMatch(EncodedSegment segment, Match match, Optional<Absence> known, TrackerStep step) {
        long start = segment.span().startMicros();
        Optional<Absence> before = known.map(absence -> absence.resumed(start));
        AbsenceHop hop = hop(segment, match, before);
        Absence absence = before.orElseGet(() -> Absence.beginning(hop.subject(), start));
        if (!absence.heard()) {
            onQuiet(absence, hop, step);
        } else if (hop.sounds()) {
            step.put(absence);
        } else {
            reportOrKeep(absence.quiet(hop), hop, step);
        }
    }

    /** A hop in which the query was not scored. */
    void onUnscored(Absence absence, HopSpan span, TrackerStep step) {
        step.put(absence.resumed(span.startMicros()).unscored(span.endMicros() - span.startMicros()));
    }

    /** The audio is over or broke off: closes an event, and pauses the clock. */
    void onRunEnd(Absence absence, long endMicros, TrackerStep step) {
        closeIfOpen(absence, EndReason.STREAM_LOST, step);
        step.put(absence.paused(endMicros));
    }

    /** Nothing comes any more: closes an event. The clock pauses where the run will turn out to have ended. */
    void onStall(Absence absence, TrackerStep step) {
        closeIfOpen(absence, EndReason.STREAM_LOST, step);
        step.put(absence.closed());
    }

    /** The query or the model changed. */
    void drop(Absence absence, EndReason reason, TrackerStep step) {
        closeIfOpen(absence, reason, step);
        step.remove(absence.queryId());
    }

    private void onQuiet(Absence before, AbsenceHop hop, TrackerStep step) {
        Absence next = before.next(hop);
        if (!next.confirmation().confirmed()) {
            reportOrKeep(next, hop, step);
            return;
        }
        if (before.reported().isPresent()) {
            long heardAgain = Math.max(before.sinceMicros(), firstHitMicros(next, hop));
            step.emit(before.event(EventPhase.CLOSE, sourceId, EndReason.SOUND_HEARD, heardAgain, hop.peak()));
        }
        step.put(next.hearing(hop));
    }

    private void reportOrKeep(Absence absence, AbsenceHop hop, TrackerStep step) {
        if (absence.reported().isPresent()) {
            boolean due = absence.reported().get().isUpdateDue();
            if (due) {
                step.emit(absence.event(EventPhase.UPDATE, sourceId, EndReason.NONE));
            }
            step.put(due ? absence.toldNow() : absence);
        } else if (!hop.hit() && absence.isLongEnough(hop.span().endMicros())) {
            Absence open = absence.opened(hop);
            step.emit(open.event(EventPhase.OPEN, sourceId, EndReason.NONE));
            step.put(open);
        } else {
            step.put(absence);
        }
    }

    private void closeIfOpen(Absence absence, EndReason reason, TrackerStep step) {
        if (absence.reported().isPresent()) {
            step.emit(absence.event(EventPhase.CLOSE, sourceId, reason));
        }
    }

    /** Where the first hop starts of those that confirm the sound. */
    private long firstHitMicros(Absence confirmed, AbsenceHop hop) {
        long hopMicros = stages.grid().hopSamples() * MICROS / stages.grid().sampleRateHz();
        return hop.span().startMicros() - confirmed.hopsSinceFirstHit() * hopMicros;
    }

    private AbsenceHop hop(EncodedSegment segment, Match match, Optional<Absence> known) {
        RegisteredQuery query = match.query();
        OperatingPoint point = known.filter(absence -> absence.reported().isPresent())
                .map(Absence::point)
                .orElseGet(
                        () -> stages.points().of(sourceId, query, segment.span().startMicros()));
        if (query.query().rules().aboveLevelDbfs().isPresent()) {
            Subject subject = new Subject(query.query(), query.version(), stages.modelDigest(), point);
            return AbsenceHop.ofLevel(segment, match, subject, stages.grid());
        }
        double confidence = stages.points().confidence(query, match.score());
        Hearing hearing = new Hearing(stages, segment, match, confidence, point);
        return AbsenceHop.ofWords(hearing, segment, stages.grid());
    }
}

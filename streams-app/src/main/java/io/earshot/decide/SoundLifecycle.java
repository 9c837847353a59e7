package io.earshot.decide;

import io.earshot.calibration.OperatingPoint;
import io.earshot.match.EncodedSegment;
import io.earshot.match.Match;
import io.earshot.query.DecisionRules;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.Sensitivity;
import io.earshot.segment.HopSpan;
import java.util.Optional;

/** The transitions of one query: from nothing to a candidate, an open sound, a rest, and to nothing again. */
final class SoundLifecycle {
    private final String sourceId;
    private final DecisionStages stages;

    SoundLifecycle(String sourceId, DecisionStages stages) {
        this.sourceId = sourceId;
        this.stages = stages;
    }

    /**
     * A hop with a score of the query.
     *
     * @param known its state
     */
    void onMatch(EncodedSegment segment, Match match, Optional<TrackedSound> known, TrackerStep step) {
        double confidence = stages.points().confidence(match.query(), match.score());
        if (known.isEmpty()) {
            begin(segment, match, confidence, Optional.empty(), step);
            return;
        }
        HopSpan span = segment.span();
        TrackedSound sound = known.get();
        if (sound instanceof Candidate candidate) {
            OperatingPoint point = candidate.keepsPoint() ? candidate.point() : point(match.query(), span);
            goOn(candidate, new Hearing(stages, segment, match, confidence, point), step);
        } else if (sound instanceof OpenSound open) {
            goOn(open, new Hearing(stages, segment, match, confidence, open.point()), step);
        } else if (sound instanceof Rest rest) {
            begin(segment, match, confidence, goingOn(rest, span, step), step);
        }
    }

    /** Whether the rules alone exclude the query: saves many quiet queries the search for their operating points. */
    private static boolean isFarOff(Match match, double confidence) {
        DecisionRules rules = match.query().query().rules();
        Sensitivity.Kind kind = rules.sensitivity().kind();
        boolean byRules = kind == Sensitivity.Kind.DEFAULT || kind == Sensitivity.Kind.PROBABILITY;
        return byRules && match.penalty() == 0 && confidence < Hearing.NEAR_PART * rules.openConfidence();
    }

    private void begin(EncodedSegment segment, Match match, double confidence, Optional<Rest> rest, TrackerStep step) {
        if (isFarOff(match, confidence)) {
            return;
        }
        OperatingPoint point = point(match.query(), segment.span());
        Hearing hearing = new Hearing(stages, segment, match, confidence, point);
        if (hearing.isNear()) {
            openOrKeep(Candidate.of(hearing, rest), hearing, step);
        }
    }

    private void goOn(Candidate candidate, Hearing hearing, TrackerStep step) {
        Candidate next = candidate.next(hearing);
        if (next.isOver(hearing.span().endMicros())) {
            miss(next, hearing.span(), step);
        } else {
            openOrKeep(next, hearing, step);
        }
    }

    private void openOrKeep(Candidate candidate, Hearing hearing, TrackerStep step) {
        if (candidate.opensAt(hearing)) {
            OpenSound open = OpenSound.of(candidate, hearing);
            step.emit(open.event(EventPhase.OPEN, sourceId, EndReason.NONE));
            keepOrClose(open, step);
        } else {
            step.put(candidate);
        }
    }

    private void goOn(OpenSound open, Hearing hearing, TrackerStep step) {
        long now = hearing.span().endMicros();
        OpenSound next = open.next(hearing);
        if (!hearing.isHeard()) {
            quiet(next, now, step);
        } else if (next.isUpdateDue(now) && !next.isTooLong()) {
            step.emit(next.event(EventPhase.UPDATE, sourceId, EndReason.NONE));
            step.put(next.reportedNow(now));
        } else {
            keepOrClose(next, step);
        }
    }

    private void keepOrClose(OpenSound open, TrackerStep step) {
        if (open.isTooLong()) {
            close(open, EndReason.MAX_LENGTH, step);
        } else {
            step.put(open);
        }
    }

    private void quiet(OpenSound open, long nowMicros, TrackerStep step) {
        if (open.isOver(nowMicros)) {
            close(open, EndReason.SOUND_ENDED, step);
        } else {
            step.put(open);
        }
    }

    /** A hop without a score of the query. */
    void onUnheard(TrackedSound sound, HopSpan span, TrackerStep step) {
        if (sound instanceof Candidate candidate) {
            keepOrMiss(candidate.pass(), span, step);
        } else if (sound instanceof OpenSound open) {
            quiet(open, span.endMicros(), step);
        } else if (sound instanceof Rest rest) {
            goingOn(rest, span, step);
        }
    }

    private void keepOrMiss(Candidate next, HopSpan span, TrackerStep step) {
        if (next.isOver(span.endMicros())) {
            miss(next, span, step);
        } else {
            step.put(next);
        }
    }

    /** The rest if it is not over; else removes it. */
    private static Optional<Rest> goingOn(Rest rest, HopSpan span, TrackerStep step) {
        if (!rest.isOver(span)) {
            return Optional.of(rest);
        }
        step.remove(rest.queryId());
        return Optional.empty();
    }

    private void miss(Candidate candidate, HopSpan span, TrackerStep step) {
        step.miss(NearMiss.of(candidate, sourceId), span.startMicros());
        step.remove(candidate.queryId());
        candidate.rest().filter(rest -> !rest.isOver(span)).ifPresent(step::put);
    }

    /** The audio is over: closes an event, turns a candidate into a near miss, keeps a cooldown. */
    void end(TrackedSound sound, EndReason reason, long nowMicros, TrackerStep step) {
        if (sound instanceof Candidate candidate) {
            step.miss(NearMiss.of(candidate, sourceId), candidate.nearToMicros());
            step.remove(candidate.queryId());
            candidate.rest().ifPresent(rest -> rest(rest, nowMicros, step));
        } else if (sound instanceof OpenSound open) {
            close(open, reason, step);
            rest(open.rest(), nowMicros, step);
        } else if (sound instanceof Rest rest) {
            rest(rest, nowMicros, step);
        }
    }

    /** The query or the model changed: closes an event, removes all else. */
    void drop(TrackedSound sound, EndReason reason, TrackerStep step) {
        if (sound instanceof OpenSound open) {
            step.emit(open.event(EventPhase.CLOSE, sourceId, reason));
        }
        step.remove(sound.queryId());
    }

    private static void rest(Rest rest, long nowMicros, TrackerStep step) {
        if (rest.untilMicros() > nowMicros) {
            step.put(rest);
        } else {
            step.remove(rest.queryId());
        }
    }

    private void close(OpenSound open, EndReason reason, TrackerStep step) {
        step.emit(open.event(EventPhase.CLOSE, sourceId, reason));
        step.put(open.rest());
    }

    private OperatingPoint point(RegisteredQuery query, HopSpan span) {
        return stages.points().of(sourceId, query, span.startMicros());
    }
}

package io.earshot.decide;

import io.earshot.match.EncodedSegment;
import io.earshot.match.Match;
import io.earshot.match.MatchReport;
import io.earshot.query.QueryTable;
import io.earshot.query.RegisteredQuery;
import io.earshot.segment.HopSpan;
import io.earshot.segment.RunEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * From scores in time to events, for one source. A query near its opening confidence becomes a {@link Candidate}; confirmed,
 * long enough and after the cooldown it becomes an {@link OpenSound}, which goes on while its confidence is at least the
 * closing confidence (hysteresis) and is over when it has been below that for longer than the merge gap; then it
 * {@link Rest}s. A query that asks for an absence is an {@link Absence} from its first hop on. Not safe for use by several
 * threads.
 */
public final class EventTracker {
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

    private final String modelDigest;
    private final SoundLifecycle lifecycle;
    private final AbsenceLifecycle absences;
    private final Map<String, TrackedSound> sounds;
    private NearMissLedger ledger;
    private long newestMicros = Long.MIN_VALUE;

    /** A tracker without state. */
    public EventTracker(String sourceId, DecisionStages stages) {
        this(sourceId, stages, Map.of(), NearMissLedger.EMPTY);
    }

    /**
     * A tracker with the state of another one of the source.
     *
     * @param sounds its state by query id
     * @param ledger near misses not yet emitted
     */
    public EventTracker(
            String sourceId, DecisionStages stages, Map<String, TrackedSound> sounds, NearMissLedger ledger) {
        this.modelDigest = stages.modelDigest();
        this.lifecycle = new SoundLifecycle(sourceId, stages);
        this.absences = new AbsenceLifecycle(sourceId, stages);
        this.sounds = new TreeMap<>(sounds);
        this.ledger = ledger;
    }

    /** A segment was matched against the table. */
    public Decision onSegment(EncodedSegment segment, MatchReport report, QueryTable table) {
        TrackerStep step = new TrackerStep(sounds, ledger);
        HopSpan span = segment.span();
        newestMicros = span.endMicros();
        step.emitMissesBefore(span.startMicros());
        endChanged(table, step);
        Set<String> unheard = new HashSet<>(sounds.keySet());
        for (Match match : report.matches()) {
            String queryId = match.query().query().id();
            Optional<TrackedSound> known =
                    unheard.remove(queryId) ? Optional.of(sounds.get(queryId)) : Optional.empty();
            if (match.query().query().rules().isAbsence()) {
                absences.onMatch(segment, match, known.map(Absence.class::cast), step);
            } else {
                lifecycle.onMatch(segment, match, known, step);
            }
        }
        for (String queryId : List.copyOf(sounds.keySet())) {
            if (unheard.contains(queryId)) {
                unheard(sounds.get(queryId), span, step);
            }
        }
        return done(step);
    }

    /** The audio ended or broke off: nothing stays open. */
    public Decision onRunEnd(RunEnd end) {
        newestMicros = Math.max(newestMicros, end.endMicros());
        TrackerStep step = new TrackerStep(sounds, ledger);
        endAbsences(absence -> absences.onRunEnd(absence, end.endMicros(), step));
        return endSounds(end.lost() ? EndReason.STREAM_LOST : EndReason.SOUND_ENDED, step);
    }

    /** The source is silent for too long: closes its events at the end of its audio. */
    public Decision onStall() {
        TrackerStep step = new TrackerStep(sounds, ledger);
        endAbsences(absence -> absences.onStall(absence, step));
        return endSounds(EndReason.STREAM_LOST, step);
    }

    /** The source is gone: removes all state. */
    public Decision onForgotten() {
        TrackerStep step = new TrackerStep(sounds, ledger);
        List.copyOf(sounds.keySet()).forEach(step::remove);
        return done(step);
    }

    /** Whether there is no state. */
    public boolean isIdle() {
        return sounds.isEmpty() && ledger.isEmpty();
    }

    /**
     * How long the state is of use after the source fell silent: the longest running cooldown, or a day if the clock of an
     * absence waits for the source to come back.
     */
    public Duration longestRest() {
        if (sounds.values().stream().anyMatch(Absence.class::isInstance)) {
            return LONGEST_PAUSE;
        }
        long longest = sounds.values().stream()
                .filter(Rest.class::isInstance)
                .map(Rest.class::cast)
                .mapToLong(rest -> rest.untilMicros() - rest.endMicros())
                .max()
                .orElse(0);
        return Duration.ofNanos(longest * 1000);
    }

    /** The decision with the near misses that live wait for the end of their minute. */
    Decision withWaitingMisses(Decision decision) {
        List<NearMiss> misses = new ArrayList<>(decision.nearMisses());
        misses.addAll(ledger.best());
        ledger = NearMissLedger.EMPTY;
        return new Decision(decision.events(), misses, decision.changed(), Optional.empty());
    }

    private void endChanged(QueryTable table, TrackerStep step) {
        for (TrackedSound sound : List.copyOf(sounds.values())) {
            Optional<RegisteredQuery> query = table.find(sound.queryId());
            boolean same = query.isPresent() && query.get().version().equals(sound.queryVersion());
            if (!same || !sound.modelDigest().equals(modelDigest)) {
                drop(sound, query.isPresent() ? EndReason.QUERY_CHANGED : EndReason.QUERY_REMOVED, step);
            }
        }
    }

    private void drop(TrackedSound sound, EndReason reason, TrackerStep step) {
        if (sound instanceof Absence absence) {
            absences.drop(absence, reason, step);
        } else {
            lifecycle.drop(sound, reason, step);
        }
    }

    private void unheard(TrackedSound sound, HopSpan span, TrackerStep step) {
        if (sound instanceof Absence absence) {
            absences.onUnscored(absence, span, step);
        } else {
            lifecycle.onUnheard(sound, span, step);
        }
    }

    private void endAbsences(Consumer<Absence> end) {
        for (TrackedSound sound : List.copyOf(sounds.values())) {
            if (sound instanceof Absence absence) {
                end.accept(absence);
            }
        }
    }

    private Decision endSounds(EndReason reason, TrackerStep step) {
        for (TrackedSound sound : List.copyOf(sounds.values())) {
            lifecycle.end(sound, reason, newestMicros, step);
        }
        step.emitMisses();
        return done(step);
    }

    private Decision done(TrackerStep step) {
        ledger = step.ledger();
        return step.decision();
    }
}

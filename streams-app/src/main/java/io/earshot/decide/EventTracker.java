package io.earshot.decide;

import io.earshot.calibration.OperatingPoint;
import io.earshot.calibration.OperatingPoints;
import io.earshot.match.Match;
import io.earshot.match.MatchReport;
import io.earshot.query.DecisionRules;
import io.earshot.query.QueryTable;
import io.earshot.query.RegisteredQuery;
import io.earshot.segment.HopSpan;
import io.earshot.segment.RunEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * From scores in time to events, for one source. A sound begins when the confidence of a segment reaches the query's
 * opening confidence, goes on while it is at least the closing confidence (hysteresis), and is over when it has been
 * below that for longer than the merge gap. Not safe for use by several threads.
 */
public final class EventTracker {
    private final String sourceId;
    private final String modelDigest;
    private final OperatingPoints points;
    private final Map<String, OpenSound> sounds;

    /** @param sounds the sounds that were going on when the tracker was last used, by query id */
    public EventTracker(String sourceId, String modelDigest, OperatingPoints points, Map<String, OpenSound> sounds) {
        this.sourceId = sourceId;
        this.modelDigest = modelDigest;
        this.points = points;
        this.sounds = new TreeMap<>(sounds);
    }

    /** A segment was matched against the table. */
    public Decision onSegment(HopSpan span, MatchReport report, QueryTable table) {
        Step step = new Step();
        closeChanged(table, step);
        Map<String, Match> matches = byQueryId(report);
        for (Match match : matches.values()) {
            onMatch(span, match, step);
        }
        for (String silent : List.copyOf(sounds.keySet())) {
            if (!matches.containsKey(silent)) {
                onQuiet(silent, span.endMicros(), step);
            }
        }
        return step.decision();
    }

    /** The audio ended or broke off: nothing stays open. */
    public Decision onRunEnd(RunEnd end) {
        return closeAll(end.lost() ? EndReason.STREAM_LOST : EndReason.SOUND_ENDED);
    }

    /** Nothing has come from the source for too long: its events are closed at the audio's own last time. */
    public Decision onStall() {
        return closeAll(EndReason.STREAM_LOST);
    }

    /** Whether any sound is going on. */
    public boolean isIdle() {
        return sounds.isEmpty();
    }

    private void onMatch(HopSpan span, Match match, Step step) {
        RegisteredQuery query = match.query();
        DecisionRules rules = query.query().rules();
        OperatingPoint point = points.of(sourceId, query, span.startMicros());
        double confidence = points.confidence(query, match.score());
        OpenSound sound = sounds.get(query.query().id());
        if (sound == null) {
            if (confidence >= point.openConfidence()) {
                extend(begin(span, match, confidence), rules, step);
            }
        } else if (confidence >= point.closeConfidence()) {
            extend(sound.heard(span.endMicros(), confidence, match.score()), rules, step);
        } else {
            onQuiet(query.query().id(), span.endMicros(), step);
        }
    }

    private OpenSound begin(HopSpan span, Match match, double confidence) {
        RegisteredQuery query = match.query();
        return new OpenSound(
                query.query(),
                query.version(),
                modelDigest,
                span.epochId(),
                span.gridIndex(),
                span.startMicros(),
                span.endMicros(),
                span.endMicros(),
                confidence,
                match.score(),
                false);
    }

    private void extend(OpenSound sound, DecisionRules rules, Step step) {
        OpenSound next = sound;
        if (!next.opened() && next.heardMicros() >= micros(rules.minDuration())) {
            next = next.open();
            step.events.add(event(EventPhase.OPEN, next, EndReason.NONE));
        }
        step.put(next);
        if (next.heardMicros() >= micros(rules.maxDuration())) {
            close(next, EndReason.MAX_LENGTH, step);
        }
    }

    private void onQuiet(String queryId, long nowMicros, Step step) {
        OpenSound sound = sounds.get(queryId);
        if (nowMicros - sound.heardToMicros() >= micros(sound.query().rules().mergeGap())) {
            close(sound, EndReason.SOUND_ENDED, step);
        }
    }

    private void closeChanged(QueryTable table, Step step) {
        for (OpenSound sound : List.copyOf(sounds.values())) {
            boolean same = table.find(sound.query().id())
                    .filter(query -> query.version().equals(sound.queryVersion()))
                    .isPresent();
            if (!same || !sound.modelDigest().equals(modelDigest)) {
                close(sound, EndReason.QUERY_CHANGED, step);
            }
        }
    }

    private Decision closeAll(EndReason reason) {
        Step step = new Step();
        for (OpenSound sound : List.copyOf(sounds.values())) {
            close(sound, reason, step);
        }
        return step.decision();
    }

    private void close(OpenSound sound, EndReason reason, Step step) {
        if (sound.opened()) {
            step.events.add(event(EventPhase.CLOSE, sound, reason));
        }
        step.remove(sound);
    }

    private Event event(EventPhase phase, OpenSound sound, EndReason reason) {
        return new Event(
                phase,
                EventId.of(sourceId, sound),
                sourceId,
                sound.epochId(),
                sound.firstHop(),
                sound.query(),
                sound.queryVersion(),
                sound.modelDigest(),
                sound.onsetMicros(),
                sound.heardToMicros(),
                sound.peakMicros(),
                sound.peakConfidence(),
                sound.peakScore(),
                reason);
    }

    private static Map<String, Match> byQueryId(MatchReport report) {
        Map<String, Match> matches = new TreeMap<>();
        report.matches().forEach(match -> matches.put(match.query().query().id(), match));
        return matches;
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }

    /** Collects what one call changes. */
    private final class Step {
        private final List<Event> events = new ArrayList<>();
        private final Map<String, Optional<OpenSound>> changed = new TreeMap<>();

        void put(OpenSound sound) {
            sounds.put(sound.query().id(), sound);
            changed.put(sound.query().id(), Optional.of(sound));
        }

        void remove(OpenSound sound) {
            sounds.remove(sound.query().id());
            changed.put(sound.query().id(), Optional.empty());
        }

        Decision decision() {
            return new Decision(List.copyOf(events), Map.copyOf(changed));
        }
    }
}

package io.earshot.explain;

import io.earshot.decide.Decision;
import io.earshot.decide.DecisionStages;
import io.earshot.decide.Event;
import io.earshot.decide.EventTracker;
import io.earshot.decide.NearMiss;
import io.earshot.decide.NearMissLedger;
import io.earshot.decide.TrackedSound;
import io.earshot.match.EncodedSegment;
import io.earshot.match.Match;
import io.earshot.match.MatchReport;
import io.earshot.query.QueryTable;
import io.earshot.query.RegisteredQuery;
import io.earshot.segment.HopSpan;
import io.earshot.segment.RunEnd;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the tracker of live audio makes of a query on a stretch: each event as it was in the end, and every near miss. Live,
 * only the best near misses of a minute are told; here each step has a ledger of its own, so that none is left out.
 */
final class Replay {
    private final String sourceId;
    private final DecisionStages stages;
    private final QueryTable table;
    private final Map<String, TrackedSound> sounds = new HashMap<>();
    private final Map<String, Event> byId = new LinkedHashMap<>();
    private final List<NearMiss> nearMisses = new ArrayList<>();

    /** @param heard is judged from its first segment to its last, with nothing open before */
    Replay(Heard heard, RegisteredQuery query, String sourceId, DecisionStages stages) {
        this.sourceId = sourceId;
        this.stages = stages;
        this.table = QueryTable.empty().with(query);
        List<Match> matches = heard.matches(query);
        HopSpan before = null;
        for (int i = 0; i < matches.size(); i++) {
            EncodedSegment segment = heard.segments().get(i);
            if (before != null && !segment.span().follows(before)) {
                end(before, true);
            }
            before = segment.span();
            MatchReport report = new MatchReport(List.of(matches.get(i)), Map.of(), 1);
            take(tracker().onSegment(segment, report, table));
        }
        if (before != null) {
            end(before, false);
        }
    }

    Collection<Event> events() {
        return byId.values();
    }

    List<NearMiss> nearMisses() {
        return nearMisses;
    }

    private EventTracker tracker() {
        return new EventTracker(sourceId, stages, sounds, NearMissLedger.EMPTY);
    }

    private void end(HopSpan last, boolean lost) {
        take(tracker().onRunEnd(new RunEnd(sourceId, last.epochId(), last.endMicros(), lost)));
    }

    private void take(Decision decision) {
        decision.events().forEach(event -> byId.put(event.eventId(), event));
        nearMisses.addAll(decision.nearMisses());
        decision.ledger().ifPresent(waiting -> nearMisses.addAll(waiting.best()));
        decision.changed()
                .forEach((id, sound) -> sound.ifPresentOrElse(now -> sounds.put(id, now), () -> sounds.remove(id)));
    }
}

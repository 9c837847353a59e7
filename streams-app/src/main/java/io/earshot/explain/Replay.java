package io.earshot.explain;

import io.earshot.calibration.OperatingPoints;
import io.earshot.decide.Decision;
import io.earshot.decide.Event;
import io.earshot.decide.EventTracker;
import io.earshot.decide.NearMiss;
import io.earshot.match.EncodedSegment;
import io.earshot.match.Match;
import io.earshot.match.MatchReport;
import io.earshot.query.QueryTable;
import io.earshot.query.RegisteredQuery;
import io.earshot.segment.HopSpan;
import io.earshot.segment.RunEnd;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the tracker of live audio makes of a query on a stretch: each event as it was in the end, and the near misses. */
final class Replay {
    private final Map<String, Event> byId = new LinkedHashMap<>();
    private final List<NearMiss> nearMisses = new ArrayList<>();

    /** @param heard is judged from its first segment to its last, with nothing open before */
    Replay(Heard heard, RegisteredQuery query, String sourceId, String modelDigest, OperatingPoints points) {
        EventTracker tracker = new EventTracker(sourceId, modelDigest, points, Map.of());
        QueryTable table = QueryTable.empty().with(query);
        List<Match> matches = heard.matches(query);
        HopSpan before = null;
        for (int i = 0; i < matches.size(); i++) {
            EncodedSegment segment = heard.segments().get(i);
            if (before != null && Stretch.isBroken(before, segment.span())) {
                take(tracker.onRunEnd(new RunEnd(sourceId, before.epochId(), before.endMicros(), true)));
            }
            before = segment.span();
            take(tracker.onSegment(before, new MatchReport(List.of(matches.get(i)), Map.of(), 1), table));
        }
        if (before != null) {
            take(tracker.onRunEnd(new RunEnd(sourceId, before.epochId(), before.endMicros(), false)));
        }
    }

    Collection<Event> events() {
        return byId.values();
    }

    List<NearMiss> nearMisses() {
        return nearMisses;
    }

    private void take(Decision decision) {
        decision.events().forEach(event -> byId.put(event.eventId(), event));
        nearMisses.addAll(decision.nearMisses());
    }
}

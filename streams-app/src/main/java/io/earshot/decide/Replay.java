package io.earshot.decide;

import io.earshot.match.EncodedSegment;
import io.earshot.match.Match;
import io.earshot.match.MatchReport;
import io.earshot.query.QueryTable;
import io.earshot.segment.HopSpan;
import io.earshot.segment.RunEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Decides on kept segments of one source as on live ones: with the same tracker, and a run's end wherever hops do not
 * follow each other. An epoch that lies apart from the one before it has a tracker of its own, as live, so that epochs may be
 * mixed. Not safe for use by several threads.
 */
public final class Replay {
    private final String sourceId;
    private final QueryTable table;
    private final DecisionStages stages;
    private final boolean keepsEveryMiss;
    private final Consumer<Decision> sink;
    private final List<Lane> lanes = new ArrayList<>();

    /** A tracker, and the newest hop that it heard. */
    private static final class Lane {
        private final EventTracker tracker;
        private HopSpan newest;

        Lane(EventTracker tracker) {
            this.tracker = tracker;
        }
    }

    private Replay(
            String sourceId, QueryTable table, DecisionStages stages, boolean keepsEveryMiss, Consumer<Decision> sink) {
        this.sourceId = sourceId;
        this.table = table;
        this.stages = stages;
        this.keepsEveryMiss = keepsEveryMiss;
        this.sink = sink;
    }

    /**
     * A replay without state.
     *
     * @param sink gets each decision
     */
    public static Replay asLive(String sourceId, QueryTable table, DecisionStages stages, Consumer<Decision> sink) {
        return new Replay(sourceId, table, stages, false, sink);
    }

    /** The same, but with every near miss in the decision that it belongs to; live, only the best of a minute are reported. */
    public static Replay withEveryMiss(
            String sourceId, QueryTable table, DecisionStages stages, Consumer<Decision> sink) {
        return new Replay(sourceId, table, stages, true, sink);
    }

    /**
     * The next segment.
     *
     * @param matches of the table's queries with it
     */
    public void hear(EncodedSegment segment, List<Match> matches) {
        Lane lane = lane(segment.span());
        if (lane.newest != null && !segment.span().follows(lane.newest)) {
            end(lane, true);
        }
        lane.newest = segment.span();
        pass(lane.tracker, lane.tracker.onSegment(segment, new MatchReport(matches, Map.of(), matches.size()), table));
    }

    /** That of its epoch; of a new epoch the one whose audio it goes on with, or one of its own. */
    private Lane lane(HopSpan span) {
        return lanes.stream()
                .filter(lane -> lane.newest.epochId() == span.epochId())
                .findFirst()
                .or(() -> lanes.stream()
                        .filter(lane -> !span.isApartFrom(lane.newest))
                        .findFirst())
                .orElseGet(() -> {
                    Lane fresh = new Lane(new EventTracker(sourceId, stages));
                    lanes.add(fresh);
                    return fresh;
                });
    }

    /** Ends the audio here: nothing stays open. */
    public void end() {
        lanes.forEach(lane -> end(lane, false));
        lanes.clear();
    }

    private void end(Lane lane, boolean lost) {
        RunEnd end = new RunEnd(sourceId, lane.newest.epochId(), lane.newest.endMicros(), lost);
        pass(lane.tracker, lane.tracker.onRunEnd(end));
    }

    private void pass(EventTracker tracker, Decision decision) {
        sink.accept(keepsEveryMiss ? tracker.withWaitingMisses(decision) : decision);
    }
}

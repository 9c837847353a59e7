package io.earshot.decide;

import io.earshot.match.EncodedSegment;
import io.earshot.match.Match;
import io.earshot.match.MatchReport;
import io.earshot.query.QueryTable;
import io.earshot.segment.HopSpan;
import io.earshot.segment.RunEnd;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Decides on kept segments of one source as on live ones: with the same tracker, and a run's end wherever hops do not
 * follow each other. Not safe for use by several threads.
 */
public final class Replay {
    private final String sourceId;
    private final QueryTable table;
    private final EventTracker tracker;
    private final boolean keepsEveryMiss;
    private final Consumer<Decision> sink;
    private HopSpan newest;

    private Replay(
            String sourceId, QueryTable table, DecisionStages stages, boolean keepsEveryMiss, Consumer<Decision> sink) {
        this.sourceId = sourceId;
        this.table = table;
        this.tracker = new EventTracker(sourceId, stages);
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
        if (newest != null && !segment.span().follows(newest)) {
            end(true);
        }
        newest = segment.span();
        pass(tracker.onSegment(segment, new MatchReport(matches, Map.of(), matches.size()), table));
    }

    /** Ends the audio here: nothing stays open. */
    public void end() {
        if (newest != null) {
            end(false);
            newest = null;
        }
    }

    private void end(boolean lost) {
        pass(tracker.onRunEnd(new RunEnd(sourceId, newest.epochId(), newest.endMicros(), lost)));
    }

    private void pass(Decision decision) {
        sink.accept(keepsEveryMiss ? tracker.withWaitingMisses(decision) : decision);
    }
}

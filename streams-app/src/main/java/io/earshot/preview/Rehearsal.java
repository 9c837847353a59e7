package io.earshot.preview;

import io.earshot.decide.Decision;
import io.earshot.decide.DecisionStages;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.decide.Replay;
import io.earshot.match.EncodedSegment;
import io.earshot.match.Match;
import io.earshot.query.QueryTable;
import io.earshot.query.RegisteredQuery;
import java.util.List;
import java.util.function.Consumer;

/** One query on one source, decided hop by hop by the tracker of live audio, and what it told. */
final class Rehearsal {
    private final RegisteredQuery query;
    private final Replay replay;
    private final Consumer<Event> told;
    private Tally tally = Tally.NOTHING;

    /** @param told gets each event as it was in the end */
    Rehearsal(String sourceId, RegisteredQuery query, DecisionStages stages, Consumer<Event> told) {
        this.query = query;
        this.replay = Replay.asLive(sourceId, QueryTable.empty().with(query), stages, this::count);
        this.told = told;
    }

    /** @param scored a match of the same texts: rules change no score */
    void hear(EncodedSegment segment, Match scored) {
        replay.hear(segment, List.of(new Match(query, scored.score(), scored.penalty())));
    }

    /** What was reported, with what ends where the audio ends. */
    Tally end() {
        replay.end();
        return tally;
    }

    private void count(Decision decision) {
        if (!decision.nearMisses().isEmpty()) {
            tally = tally.plus(new Tally(0, 0, decision.nearMisses().size()));
        }
        for (Event event : decision.events()) {
            if (event.phase() == EventPhase.CLOSE) {
                tally = tally.plus(new Tally(1, (event.offsetMicros() - event.onsetMicros()) / 1e6, 0));
                told.accept(event);
            }
        }
    }
}

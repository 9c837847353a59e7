package io.earshot.wire;

import io.earshot.decide.EndReason;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.query.StandingQuery;
import io.earshot.schema.MatchEvent;

/** Events on the wire. */
public final class MatchEventSerde extends RecordSerde<Event, MatchEvent> {
    MatchEventSerde(WireFormat format) {
        super(format, MatchEvent.class);
    }

    @Override
    MatchEvent toRecord(Event event) {
        StandingQuery query = event.query();
        return MatchEvent.newBuilder()
                .setPhase(Symbols.toWire(io.earshot.schema.EventPhase.class, event.phase()))
                .setEventId(event.eventId())
                .setSourceId(event.sourceId())
                .setEpochId(event.epochId())
                .setGridIndex(event.openedAtHop())
                .setQueryId(query.id())
                .setQueryVersion(event.queryVersion())
                .setQueryText(query.text())
                .setQuerySources(query.sources())
                .setQueryRules(QueryRecords.toWire(RequestedRules.of(query.rules())))
                .setOnsetMicros(event.onsetMicros())
                .setOffsetMicros(event.offsetMicros())
                .setPeakMicros(event.peakMicros())
                .setConfidence(event.confidence())
                .setThreshold(query.rules().openConfidence())
                .setScore(event.score())
                .setEndReason(Symbols.toWire(io.earshot.schema.EndReason.class, event.endReason()))
                .setModelDigest(event.modelDigest())
                .build();
    }

    @Override
    Event fromRecord(MatchEvent found) {
        return new Event(
                Symbols.toProgram(EventPhase.class, found.getPhase()),
                found.getEventId(),
                found.getSourceId(),
                found.getEpochId(),
                found.getGridIndex(),
                queryOf(found),
                found.getQueryVersion(),
                found.getModelDigest(),
                found.getOnsetMicros(),
                found.getOffsetMicros(),
                found.getPeakMicros(),
                found.getConfidence(),
                found.getScore(),
                Symbols.toProgram(EndReason.class, found.getEndReason()));
    }

    private static StandingQuery queryOf(MatchEvent found) {
        RequestedRules rules =
                found.getQueryRules() == null ? RequestedRules.NONE : QueryRecords.toProgram(found.getQueryRules());
        return new StandingQuery(
                found.getQueryId(), found.getQueryText(), found.getQuerySources(), rules.over(found.getThreshold()));
    }
}

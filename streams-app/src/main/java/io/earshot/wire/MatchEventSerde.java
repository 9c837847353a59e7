package io.earshot.wire;

import io.earshot.decide.EndReason;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.query.StandingQuery;
import io.earshot.schema.DecidedBy;
import io.earshot.schema.MatchEvent;
import java.util.Optional;

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
                .setQueryOtherTexts(query.otherTexts())
                .setQueryNegatives(query.negatives())
                .setQuerySensitivity(RequestedRules.sensitivityOf(query.rules())
                        .map(QueryRecords::toWire)
                        .orElse(null))
                .setQuerySources(query.sources())
                .setQueryRules(QueryRecords.toWire(RequestedRules.of(query.rules())))
                .setLabels(query.labels())
                .setOnsetMicros(event.onsetMicros())
                .setOffsetMicros(event.offsetMicros())
                .setPeakMicros(event.peakMicros())
                .setConfidence(event.confidence())
                .setThreshold(query.rules().openConfidence())
                .setDecidedBy(DecidedBy.UNKNOWN)
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
        Optional<RequestedSensitivity> sensitivity =
                Optional.ofNullable(found.getQuerySensitivity()).map(QueryRecords::toProgram);
        return new StandingQuery(
                found.getQueryId(),
                found.getQueryText(),
                found.getQueryOtherTexts(),
                found.getQueryNegatives(),
                found.getQuerySources(),
                rules.with(sensitivity),
                found.getLabels());
    }
}

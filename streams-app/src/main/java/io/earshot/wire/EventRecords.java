package io.earshot.wire;

import io.earshot.calibration.DecidedBy;
import io.earshot.calibration.OperatingPoint;
import io.earshot.decide.AbsentTime;
import io.earshot.decide.EndReason;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.decide.Subject;
import io.earshot.query.DecisionRules;
import io.earshot.query.StandingQuery;
import io.earshot.schema.Absence;
import io.earshot.schema.MatchEvent;
import java.util.Optional;
import java.util.TreeMap;

/** Between events and their Avro form. */
final class EventRecords {
    private EventRecords() {}

    static MatchEvent toWire(Event event) {
        MatchEvent.Builder builder = MatchEvent.newBuilder()
                .setPhase(Symbols.toWire(io.earshot.schema.EventPhase.class, event.phase()))
                .setEventId(event.eventId())
                .setSourceId(event.sourceId())
                .setEpochId(event.epochId())
                .setGridIndex(event.openedAtHop())
                .setQueryVersion(event.queryVersion())
                .setOnsetMicros(event.onsetMicros())
                .setOffsetMicros(event.offsetMicros())
                .setPeakMicros(event.peakMicros())
                .setConfidence(event.confidence())
                .setScore(event.score())
                .setWhy(event.why().map(ExplanationRecords::toWire).orElse(null))
                .setEndReason(Symbols.toWire(io.earshot.schema.EndReason.class, event.endReason()))
                .setModelDigest(event.modelDigest())
                .setAbsence(event.absent()
                        .map(absent -> new Absence(absent.heardSeconds(), absent.loudestDbfs()))
                        .orElse(null))
                .setTitle(event.title());
        putQuery(event.query(), builder);
        putPoint(event.point(), builder);
        return builder.build();
    }

    static Event toProgram(MatchEvent found) {
        StandingQuery query = queryOf(found);
        return new Event(
                Symbols.toProgram(EventPhase.class, found.getPhase()),
                found.getEventId(),
                found.getSourceId(),
                found.getEpochId(),
                found.getGridIndex(),
                new Subject(query, found.getQueryVersion(), found.getModelDigest(), pointOf(found, query.rules())),
                found.getOnsetMicros(),
                found.getOffsetMicros(),
                found.getPeakMicros(),
                found.getConfidence(),
                found.getScore(),
                Optional.ofNullable(found.getWhy()).map(ExplanationRecords::toProgram),
                Symbols.toProgram(EndReason.class, found.getEndReason()),
                Optional.ofNullable(found.getAbsence())
                        .map(absent -> new AbsentTime(absent.getHeardSeconds(), absent.getLoudestDbfs())),
                found.getTitle());
    }

    private static void putQuery(StandingQuery query, MatchEvent.Builder builder) {
        builder.setQueryId(query.id())
                .setQueryText(query.text())
                .setQueryOtherTexts(query.otherTexts())
                .setQueryNegatives(query.negatives())
                .setQuerySensitivity(RuleRecords.sensitivity(query.rules()))
                .setQuerySources(query.sources())
                .setQueryRules(RuleRecords.rules(query.rules()))
                // In one order, so that the same event is the same bytes.
                .setLabels(new TreeMap<>(query.labels()));
    }

    private static void putPoint(OperatingPoint point, MatchEvent.Builder builder) {
        builder.setThreshold(point.openConfidence())
                .setCloseThreshold(point.closeConfidence())
                .setDecidedBy(Symbols.toWire(io.earshot.schema.DecidedBy.class, point.decidedBy()))
                .setCalibration(
                        point.calibration().map(CalibrationRecords::toWire).orElse(null));
    }

    private static StandingQuery queryOf(MatchEvent found) {
        return new StandingQuery(
                found.getQueryId(),
                found.getQueryText(),
                found.getQueryOtherTexts(),
                found.getQueryNegatives(),
                found.getQuerySources(),
                RuleRecords.read(found.getQuerySensitivity(), found.getQueryRules()),
                found.getLabels());
    }

    /** Writers from before there were operating points applied the rules alone. */
    private static OperatingPoint pointOf(MatchEvent found, DecisionRules rules) {
        boolean isOld = found.getDecidedBy() == io.earshot.schema.DecidedBy.UNKNOWN;
        return new OperatingPoint(
                found.getThreshold(),
                isOld ? found.getThreshold() * rules.closePart() : found.getCloseThreshold(),
                isOld ? DecidedBy.QUERY : Symbols.toProgram(DecidedBy.class, found.getDecidedBy()),
                Optional.ofNullable(found.getCalibration()).map(CalibrationRecords::toProgram));
    }
}

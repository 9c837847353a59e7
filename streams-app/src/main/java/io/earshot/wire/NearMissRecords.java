package io.earshot.wire;

import io.earshot.calibration.DecidedBy;
import io.earshot.calibration.OperatingPoint;
import io.earshot.decide.RejectionRule;
import io.earshot.decide.Subject;
import io.earshot.query.StandingQuery;
import io.earshot.schema.NearMiss;
import java.util.Optional;

/**
 * Between near misses and their Avro form. Of the query its id, version and text travel, and of the operating point its opening: what is
 * read back has the default rules, no closing confidence (0) and no calibration.
 */
final class NearMissRecords {
    private NearMissRecords() {}

    static NearMiss toWire(io.earshot.decide.NearMiss miss) {
        return NearMiss.newBuilder()
                .setSourceId(miss.sourceId())
                .setEpochId(miss.epochId())
                .setGridIndex(miss.gridIndex())
                .setQueryId(miss.query().id())
                .setQueryVersion(miss.queryVersion())
                .setQueryText(miss.query().text())
                .setModelDigest(miss.modelDigest())
                .setStartMicros(miss.startMicros())
                .setEndMicros(miss.endMicros())
                .setConfidence(miss.confidence())
                .setThreshold(miss.point().openConfidence())
                .setScore(miss.score())
                .setRejectedBy(Symbols.toWire(io.earshot.schema.RejectionRule.class, miss.rejectedBy()))
                .setMissedBy(miss.missedBy())
                .setDecidedBy(Symbols.toWire(
                        io.earshot.schema.DecidedBy.class, miss.point().decidedBy()))
                .setSuggestion(miss.suggestion())
                .build();
    }

    static io.earshot.decide.NearMiss toProgram(NearMiss found) {
        return new io.earshot.decide.NearMiss(
                found.getSourceId(),
                found.getEpochId(),
                found.getGridIndex(),
                subjectOf(found),
                found.getStartMicros(),
                found.getEndMicros(),
                found.getConfidence(),
                found.getScore(),
                Symbols.toProgram(RejectionRule.class, found.getRejectedBy()),
                found.getMissedBy(),
                found.getSuggestion());
    }

    private static Subject subjectOf(NearMiss found) {
        return new Subject(
                StandingQuery.of(found.getQueryId(), found.getQueryText()),
                found.getQueryVersion(),
                found.getModelDigest(),
                new OperatingPoint(
                        found.getThreshold(),
                        0,
                        Symbols.toProgram(DecidedBy.class, found.getDecidedBy()),
                        Optional.empty()));
    }
}

package io.earshot.wire;

import io.earshot.audio.SampleClock;
import io.earshot.calibration.DecidedBy;
import io.earshot.schema.Verdict;
import io.earshot.verdict.EventVerdict;
import io.earshot.verdict.Judged;
import io.earshot.verdict.Judgement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Between verdicts and their Avro form. */
final class VerdictRecords {
    private VerdictRecords() {}

    static Verdict toWire(EventVerdict verdict) {
        Judged judged = verdict.judged();
        return Verdict.newBuilder()
                .setEventId(verdict.eventId())
                .setSourceId(verdict.sourceId())
                .setQueryId(verdict.queryId())
                .setQueryVersion(verdict.queryVersion())
                .setQueryWords(verdict.queryWords())
                .setModelDigest(verdict.modelDigest())
                .setOnsetMicros(verdict.onsetMicros())
                .setConfidence(verdict.confidence())
                .setThreshold(verdict.threshold())
                .setDecidedBy(Symbols.toWire(io.earshot.schema.DecidedBy.class, verdict.decidedBy()))
                .setOfAbsence(verdict.ofAbsence())
                .setJudgement(Symbols.toWire(io.earshot.schema.Judgement.class, judged.judgement()))
                .setJudgedBy(judged.by())
                .setJudgedMicros(ChronoUnit.MICROS.between(Instant.EPOCH, judged.at()))
                .setNote(judged.note())
                .build();
    }

    /** @throws IllegalArgumentException if this version does not know what it says */
    static EventVerdict toProgram(Verdict found) {
        Judged judged = new Judged(
                Symbols.toProgram(Judgement.class, found.getJudgement()),
                found.getJudgedBy(),
                SampleClock.instantOfMicros(found.getJudgedMicros()),
                found.getNote());
        return new EventVerdict(
                found.getEventId(),
                found.getSourceId(),
                found.getQueryId(),
                found.getQueryVersion(),
                found.getQueryWords(),
                found.getModelDigest(),
                found.getOnsetMicros(),
                found.getConfidence(),
                found.getThreshold(),
                Symbols.toProgram(DecidedBy.class, found.getDecidedBy()),
                found.getOfAbsence(),
                judged);
    }
}

package io.earshot.wire;

import io.earshot.audio.GapReason;
import io.earshot.coverage.CoverageGap;
import io.earshot.coverage.MinuteCoverage;
import io.earshot.schema.Coverage;

/** Between what was heard of a minute and its Avro form, in which lengths are seconds. */
final class CoverageRecords {
    private static final double MICROS = 1e6;

    private CoverageRecords() {}

    static Coverage toWire(MinuteCoverage minute) {
        return Coverage.newBuilder()
                .setSourceId(minute.sourceId())
                .setMinuteStartMicros(minute.minuteStartMicros())
                .setExpectedSeconds(minute.expectedMicros() / MICROS)
                .setHeardSeconds(minute.heardMicros() / MICROS)
                .setGaps(minute.gaps().stream().map(CoverageRecords::toWire).toList())
                .setEpochId(minute.epochId())
                .build();
    }

    static MinuteCoverage toProgram(Coverage found) {
        return new MinuteCoverage(
                found.getSourceId(),
                found.getMinuteStartMicros(),
                Math.round(found.getExpectedSeconds() * MICROS),
                Math.round(found.getHeardSeconds() * MICROS),
                found.getGaps().stream().map(CoverageRecords::toProgram).toList(),
                found.getEpochId());
    }

    private static io.earshot.schema.CoverageGap toWire(CoverageGap gap) {
        return io.earshot.schema.CoverageGap.newBuilder()
                .setStartMicros(gap.startMicros())
                .setEndMicros(gap.endMicros())
                .setReason(Symbols.toWire(io.earshot.schema.GapReason.class, gap.reason()))
                .build();
    }

    private static CoverageGap toProgram(io.earshot.schema.CoverageGap found) {
        return new CoverageGap(
                found.getStartMicros(), found.getEndMicros(), Symbols.toProgram(GapReason.class, found.getReason()));
    }
}

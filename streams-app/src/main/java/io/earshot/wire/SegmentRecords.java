package io.earshot.wire;

import io.earshot.embedding.Embedding;
import io.earshot.match.EncodedSegment;
import io.earshot.schema.SegmentEmbedding;
import io.earshot.segment.HopSpan;

/** Between encoded segments and their Avro form, in half precision. */
final class SegmentRecords {
    private SegmentRecords() {}

    static SegmentEmbedding toWire(StoredSegment stored) {
        HopSpan span = stored.segment().span();
        Embedding embedding = stored.segment().encoded().embedding();
        return SegmentEmbedding.newBuilder()
                .setSourceId(span.sourceId())
                .setModelDigest(stored.modelDigest())
                .setEpochId(span.epochId())
                .setGridIndex(span.gridIndex())
                .setEpochStartMicros(span.epochStartMicros())
                .setSegmentStartMicros(span.segmentStartMicros())
                .setHopStartMicros(span.startMicros())
                .setEndMicros(span.endMicros())
                .setStartsRun(span.startsRun())
                .setHeardSamples(span.heardSamples())
                .setLevels(Floats.halves(embedding.levels()))
                .setFactors(Floats.halves(embedding.factors()))
                .setLevelDbfs(stored.segment().levelDbfs())
                .build();
    }

    static StoredSegment toProgram(SegmentEmbedding found) {
        Embedding embedding = new Embedding(
                Floats.ofHalves(found.getLevels(), "levels"), Floats.ofHalves(found.getFactors(), "factors"));
        return new StoredSegment(
                found.getModelDigest(),
                new EncodedSegment(
                        spanOf(found),
                        new io.earshot.embedding.SegmentEmbedding(embedding, new float[0]),
                        found.getLevelDbfs()));
    }

    private static HopSpan spanOf(SegmentEmbedding found) {
        return new HopSpan(
                found.getSourceId(),
                found.getEpochId(),
                found.getGridIndex(),
                found.getEpochStartMicros(),
                found.getSegmentStartMicros(),
                found.getHopStartMicros(),
                found.getEndMicros(),
                found.getStartsRun(),
                found.getHeardSamples());
    }
}

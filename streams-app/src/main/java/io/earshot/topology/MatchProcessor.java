package io.earshot.topology;

import io.earshot.match.EncodedSegment;
import io.earshot.match.MatchReport;
import io.earshot.match.SegmentMatcher;
import io.earshot.query.QueryTable;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Encoded segments to match reports, against the snapshot of the queries that is in force now. */
final class MatchProcessor
        extends ContextualProcessor<String, Lane<EncodedSegment>, String, Lane<MatchProcessor.MatchedSegment>> {
    /** A segment, its scores, and the query table that they are from. */
    record MatchedSegment(EncodedSegment segment, MatchReport report, QueryTable table) {}

    private final TaggingStages stages;

    MatchProcessor(TaggingStages stages) {
        this.stages = stages;
    }

    @Override
    public void process(Record<String, Lane<EncodedSegment>> record) {
        record.value()
                .accept(
                        segment -> context().forward(record.withValue(new Lane.Segment<>(match(segment)))),
                        end -> context().forward(record.withValue(new Lane.End<>(end))));
    }

    private MatchedSegment match(EncodedSegment segment) {
        SegmentMatcher matcher = stages.tagger().matcher();
        QueryTable table = stages.queries().current();
        MatchReport report = stages.metrics()
                .timeMatch(() -> matcher.match(
                        segment.span().sourceId(), segment.encoded().embedding(), table));
        stages.metrics().matchErrors(report.errors().size());
        return new MatchedSegment(segment, report, table);
    }
}

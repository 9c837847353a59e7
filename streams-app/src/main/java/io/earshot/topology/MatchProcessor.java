package io.earshot.topology;

import io.earshot.match.EncodedSegment;
import io.earshot.match.MatchReport;
import io.earshot.match.SegmentMatcher;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.query.LiveQueryTable;
import io.earshot.query.QueryTable;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Encoded segments to match reports, against the snapshot of the queries that is in force now. */
final class MatchProcessor extends ContextualProcessor<String, Lane<EncodedSegment>, String, Lane<MatchedSegment>> {
    private final SegmentMatcher matcher;
    private final LiveQueryTable queries;
    private final TaggingMetrics metrics;

    MatchProcessor(SegmentMatcher matcher, LiveQueryTable queries, TaggingMetrics metrics) {
        this.matcher = matcher;
        this.queries = queries;
        this.metrics = metrics;
    }

    @Override
    public void process(Record<String, Lane<EncodedSegment>> record) {
        record.value()
                .accept(
                        segment -> context().forward(record.withValue(new Lane.Segment<>(match(segment)))),
                        end -> context().forward(record.withValue(new Lane.End<>(end))));
    }

    private MatchedSegment match(EncodedSegment segment) {
        QueryTable table = queries.current();
        MatchReport report = metrics.timeMatch(
                () -> matcher.match(segment.span().sourceId(), segment.encoded().embedding(), table));
        metrics.matchErrors(report.errors().size());
        return new MatchedSegment(segment, report, table);
    }
}

package io.earshot.topology;

import io.earshot.match.MatchReport;
import io.earshot.query.QueryTable;
import io.earshot.segment.HopSpan;

/** A segment, how the queries scored on it, and the table that they were taken from. */
record MatchedSegment(HopSpan span, MatchReport report, QueryTable table) {}

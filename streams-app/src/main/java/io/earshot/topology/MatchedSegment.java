package io.earshot.topology;

import io.earshot.match.EncodedSegment;
import io.earshot.match.MatchReport;
import io.earshot.query.QueryTable;

/** A segment, how the queries scored on it, and the table that they were taken from. */
record MatchedSegment(EncodedSegment segment, MatchReport report, QueryTable table) {}

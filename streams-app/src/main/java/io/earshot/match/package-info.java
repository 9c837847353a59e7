/**
 * Scores queries on a segment: every query that applies to the source is scored, and those at or above a
 * floor are matches. No decision is taken here; thresholds belong to {@code decide}.
 *
 * <pre>
 * SegmentMatcher matcher = new ExhaustiveMatcher(space, weights, ExhaustiveMatcher.NO_FLOOR);
 * MatchReport report = matcher.match(sourceId, segment, table.current());
 * </pre>
 *
 * <p>One bad query never silences the rest: it is reported under its id. Matches come in the order of their query ids.
 */
package io.earshot.match;

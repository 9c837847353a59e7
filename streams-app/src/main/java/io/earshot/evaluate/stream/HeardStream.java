package io.earshot.evaluate.stream;

import java.util.List;

/**
 * What came of listening to a stream.
 *
 * @param hops in their order
 * @param detections the events that were put out, in the order of their end
 * @param byOpening by query and rung of the {@link OpeningLadder}: the events that it would have put out
 */
record HeardStream(List<HopScores> hops, List<Detection> detections, List<List<List<Detection>>> byOpening) {}

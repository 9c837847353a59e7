package io.earshot.evaluate.stream;

import java.util.List;

/**
 * What came of listening to a stream.
 *
 * @param hops in their order
 * @param detections the events that were put out, in the order of their end
 */
record HeardStream(List<HopScores> hops, List<Detection> detections) {}

package io.earshot.evaluate.stream;

/**
 * How well the stream of one signal-to-noise ratio was heard.
 *
 * @param mixGainDb by how much all of the stream was turned down so that nothing clips, dB; at most 0
 */
public record SnrQuality(int snrDb, double mixGainDb, DetectorQuality quality) {}

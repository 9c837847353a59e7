package io.earshot.segment;

/**
 * A run of continuous audio is over: nothing before this point may be joined to what comes after.
 *
 * @param sourceId of the source
 * @param epochId of the epoch
 * @param endMicros audio time at which the audio ended
 * @param lost whether the audio broke off (gap, new epoch without END) and did not end by itself
 */
public record RunEnd(String sourceId, long epochId, long endMicros, boolean lost) implements Cut {}

package io.earshot.segment;

/**
 * Audio to be kept until no hop needs it any more, in the format of its epoch. Blocks are only added and deleted, never
 * changed.
 *
 * @param epochId of the epoch
 * @param firstSample index in the epoch of the first sample, at the source's rate
 * @param payload interleaved PCM, read-only
 */
public record CarryOverBlock(long epochId, long firstSample, byte[] payload) {}

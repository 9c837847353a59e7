package io.earshot.decide;

/**
 * How long a sound was not heard, of an event that reports its absence.
 *
 * @param heardSeconds seconds of audio that were heard without the sound; missing audio does not count
 * @param loudestDbfs level of the loudest hop meanwhile, dB relative to full scale; at least -120
 */
public record AbsentTime(double heardSeconds, double loudestDbfs) {}

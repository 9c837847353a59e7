/**
 * PCM and its clock: what a chunk is, how its bytes become samples, and what time a sample has.
 *
 * <p>A chunk names its place in its epoch by sample index; time is derived from that and never read from a clock.
 * Payloads and sample arrays in values are read-only once built.
 */
package io.earshot.audio;

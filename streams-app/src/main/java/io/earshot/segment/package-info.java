/**
 * Cuts a source's audio into hops on the model's grid, carrying the rest over.
 *
 * <pre>{@code
 * Segmenter segmenter = new Segmenter(grid, resamplers, "hall-3");          // or Segmenter.restore(..)
 * SegmentOutcome outcome = segmenter.accept(chunk);
 * outcome.cuts();                                  // hops, ends of runs
 * outcome.state(); outcome.block(); outcome.keepFromSample();               // what to store, what to delete
 * }</pre>
 *
 * <p>A <em>run</em> is audio of one epoch without a long gap. The hops of a run are a pure function of the source id and
 * of the run's audio with silence around it and in its short gaps: how the audio was chunked, and when the segmenter was
 * stored and restored, cannot change a bit. Sample arrays in hops and payloads in blocks are read-only once built.
 */
package io.earshot.segment;

/**
 * From a hop's samples to log-mel frames, exactly as in training.
 *
 * <pre>{@code
 * LogMelExtractor extractor = new LogMelExtractor(spec, grid.windowFrames());
 * LogMel logMel = extractor.extract(hop);
 * }</pre>
 *
 * <p>The front end is the model's own ({@link io.earshot.feature.LogMelSpec} comes from its manifest). The values of a
 * {@link io.earshot.feature.LogMel} are read-only once built.
 */
package io.earshot.feature;

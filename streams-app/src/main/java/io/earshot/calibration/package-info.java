/**
 * From the score of a pair to the confidence that a threshold is compared with, and from a source's background to that
 * threshold.
 *
 * <pre>
 * BackgroundFit fit = background.fit(queryEmbedding);            // once a query
 * double confidence = curve.confidence(match.score(), fit);      // once a match
 *
 * reservoir.offer(epochId, gridIndex, startMicros);              // once a hop: is it kept?
 * fitter.fit(sourceId, query, scores, heardSeconds, validFrom)   // at epochs: where does it open?
 *         .ifPresent(live::put);
 * OperatingPoint point = points.of(sourceId, query, atMicros);   // once a match
 * </pre>
 *
 * <p>A query is compared with itself: how it scores on sound that it is not about says what a high score of it is.
 * The background segments and the curve come with the model and hold everywhere. What a source sounds like is learned
 * beside that: {@code EmbeddingReservoir} says which of its segments are kept, {@code AlarmCounter} how often a query would
 * have fired on them at any threshold, {@code TailFit} which threshold gives the rate that was asked for and how sure that is,
 * {@code BackgroundFitter} what of it all is background. Learning and deciding meet only in {@code LiveCalibrations}, in what was
 * published, each with the audio time from which it holds; so deciding stays repeatable.
 */
package io.earshot.calibration;

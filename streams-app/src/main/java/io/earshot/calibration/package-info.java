/**
 * From the score of a pair to the confidence that a threshold is compared with.
 *
 * <pre>
 * BackgroundFit fit = background.fit(queryEmbedding);            // once a query
 * double confidence = curve.confidence(match.score(), fit);      // once a match
 * </pre>
 *
 * <p>A query is compared with itself: how it scores on sound that it is not about says what a high score of it is.
 * The background segments and the curve come with the model.
 */
package io.earshot.calibration;

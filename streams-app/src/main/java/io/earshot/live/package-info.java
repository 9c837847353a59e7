/**
 * What is heard now, for those who watch: spectrogram columns, levels and scores, on the audio clock.
 *
 * <p>{@code ColumnMaker} turns chunks into {@code Columns} and {@code Gap}s, {@code HopScores} a segment into a
 * {@code ScoredHop}, by the statistic that decides. {@code LiveFeed} passes all of it from one reader to any number of watchers,
 * and tells the reader when nobody watches: then there is nothing to do.
 */
package io.earshot.live;

/**
 * Shows what a query would have reported in the past, and what it would report at other thresholds. The matcher and the
 * tracker of live audio judge the kept segments, so a preview cannot drift from what it predicts.
 *
 * <pre>
 * Previewer previewer = new Previewer(matcher, stages, curve);
 * Preview preview = previewer.preview(query, scope, audio);
 * PreviewText.lines(preview, zone).forEach(out::println);
 * </pre>
 *
 * <p>Segments pass one by one, in the order of their topic; a preview holds only one tracker per source and threshold, and
 * the newest events. A query whose threshold comes from a source's background, with no calibration yet, needs the segments
 * twice: the first pass learns what live calibration would learn.
 *
 * <p>Nothing here reads a topic or a clock: the caller provides the segments, and ends the reading when it takes too long.
 */
package io.earshot.preview;

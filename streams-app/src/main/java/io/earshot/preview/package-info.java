/**
 * What would a query have told, had it stood before; and what would it tell at other thresholds. Segments that were kept
 * are scored by the matcher and decided by the tracker of live audio, so a preview cannot drift from what it foretells.
 *
 * <pre>
 * Previewer previewer = new Previewer(matcher, stages, curve);
 * Preview preview = previewer.preview(query, scope, audio);
 * PreviewText.lines(preview, zone).forEach(out::println);
 * </pre>
 *
 * <p>Segments pass by one after the other, in the order in which they were kept; nothing is held of them but, for each
 * source, one tracker a threshold and the newest events. A query whose threshold comes from a source's background, and that
 * was not learned yet, needs the segments twice: what is learned first is what live calibration would learn of it.
 *
 * <p>Nothing here reads a topic or a clock: whoever asks brings the segments, and ends the reading when it takes too long.
 */
package io.earshot.preview;

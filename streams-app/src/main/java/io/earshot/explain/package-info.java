/**
 * Why did it fire, why did it not, and what is the smallest change of the query that would have let it. Segments that were
 * kept are judged again by the very matcher and tracker that judge live audio, so an explanation cannot drift from what it
 * explains; a change is suggested only after the tracker has accepted the moment with it.
 *
 * <pre>
 * Explainer explainer = new Explainer(matcher, stages, encoding);
 * Explained explained = explainer.explain(moment, query, stretch, recorded);
 * ExplainedText.lines(explained, zone).forEach(out::println);
 * </pre>
 *
 * <p>Nothing here reads a topic or a clock: whoever asks brings the segments.
 */
package io.earshot.explain;

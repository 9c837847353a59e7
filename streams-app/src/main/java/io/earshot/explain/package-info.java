/**
 * Explains why a query fired or did not, and finds the smallest change of the query that would have let it fire. The
 * matcher and the tracker of live audio judge the kept segments again, so an explanation cannot drift from live results; it
 * suggests a change only after the tracker has accepted the moment with it.
 *
 * <pre>
 * Explainer explainer = new Explainer(matcher, stages, encoding);
 * Explained explained = explainer.explain(moment, query, stretch, recorded);
 * ExplainedText.lines(explained, zone).forEach(out::println);
 * </pre>
 *
 * <p>Nothing here reads a topic or a clock: the caller provides the segments.
 */
package io.earshot.explain;

/**
 * From scores in time to events: when a sound begins, how long it goes on, why it ended.
 *
 * <pre>{@code
 * EventTracker tracker = new EventTracker(sourceId, modelDigest, points, Map.of());
 * Decision decision = tracker.onSegment(span, report, table);
 * decision.events().forEach(sink);       // and keep decision.changed() where a restart finds it
 * }</pre>
 *
 * <p>Thresholds live here and nowhere else. Time is the audio's own; a tracker never sees a clock.
 */
package io.earshot.decide;

/**
 * From scores in time to events: when a sound begins, how long it goes on, why it ended, and why it was none.
 *
 * <pre>{@code
 * EventTracker tracker = new EventTracker(sourceId, stages);
 * Decision decision = tracker.onSegment(segment, report, table);
 * decision.events().forEach(sink);       // and keep decision.changed() and ledger() where a restart finds them
 * }</pre>
 *
 * <p>A query on a source is nothing, a {@link io.earshot.decide.Candidate} (near its opening confidence or above it), an
 * {@link io.earshot.decide.OpenSound} (told of by an OPEN, not yet by a CLOSE) or at {@link io.earshot.decide.Rest}. A
 * candidate opens with the first hop that makes it confirmed, long enough and late enough; what is told then is
 * provisional. UPDATEs follow when the confidence rises by 0.05, when the next hop has placed the onset anew, and every
 * five seconds of audio; at most one record of an event leaves at a hop, but for one that opens and closes at once. A
 * candidate that comes to nothing is a {@link io.earshot.decide.NearMiss}, of which the five nearest of a minute are told.
 *
 * <p>Hops say whether there is an event, tokens (a third of a hop) say from when to when: see
 * {@link io.earshot.decide.SoundEdges}. Thresholds live here and nowhere else; those of an event stay as they were when its
 * sound reached them. Time is the audio's own; a tracker never sees a clock. What it remembers is a value for each query
 * that is not nothing, some hundred bytes and the query's own texts, and at most five near misses a source; all of them are
 * immutable.
 */
package io.earshot.decide;

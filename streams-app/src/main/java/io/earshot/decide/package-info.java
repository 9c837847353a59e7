/**
 * From scores in time to events: when a sound begins and ends, why it ended, and why it was rejected.
 *
 * <pre>{@code
 * EventTracker tracker = new EventTracker(sourceId, stages);
 * Decision decision = tracker.onSegment(segment, report, table);
 * decision.events().forEach(sink);       // and store decision.changed() and ledger() for a restart
 * }</pre>
 *
 * <p>A query on a source is nothing, a {@link io.earshot.decide.Candidate} (near its opening confidence or above it), an
 * {@link io.earshot.decide.OpenSound} (its OPEN emitted, its CLOSE not yet) or at {@link io.earshot.decide.Rest}. A
 * candidate opens with the first hop that makes it confirmed, long enough and late enough; the record is then
 * provisional. UPDATEs follow when the confidence rises by 0.05, when the next hop has placed the onset anew, and every
 * five seconds of audio; at most one record of an event leaves at a hop, but for one that opens and closes at once. A
 * rejected candidate is a {@link io.earshot.decide.NearMiss}; the tracker emits the five nearest of a minute.
 *
 * <p>Hops decide whether there is an event, tokens (a third of a hop) place its edges: see
 * {@link io.earshot.decide.SoundEdges}. Thresholds live here and nowhere else; those of an event stay as they were when its
 * sound reached them. Time is the audio's own; a tracker never sees a clock. What it remembers is a value for each query
 * that is not nothing, some hundred bytes and the query's own texts, and at most five near misses a source; all of them are
 * immutable.
 */
package io.earshot.decide;

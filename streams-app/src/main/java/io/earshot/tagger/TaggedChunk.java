package io.earshot.tagger;

import io.earshot.decide.Event;
import io.earshot.decide.NearMiss;
import io.earshot.segment.Disposition;
import java.util.List;

/**
 * Result of a chunk.
 *
 * @param disposition what became of it
 * @param reason why it was not accepted; empty if it was
 * @param events in order
 * @param nearMisses that were due, in order
 */
public record TaggedChunk(Disposition disposition, String reason, List<Event> events, List<NearMiss> nearMisses) {}

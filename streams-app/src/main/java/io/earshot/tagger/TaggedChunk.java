package io.earshot.tagger;

import io.earshot.decide.Event;
import io.earshot.segment.Disposition;
import java.util.List;

/**
 * What a chunk led to.
 *
 * @param disposition what became of it
 * @param reason why it was not accepted; empty if it was
 * @param events in order
 */
public record TaggedChunk(Disposition disposition, String reason, List<Event> events) {}

package io.earshot.decide;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a step of the tracker decided.
 *
 * @param events to put out, in order
 * @param changed by query id: the new state of the sounds that changed, empty for those that are over
 */
public record Decision(List<Event> events, Map<String, Optional<OpenSound>> changed) {}

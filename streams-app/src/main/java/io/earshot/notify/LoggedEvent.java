package io.earshot.notify;

import io.earshot.decide.Event;

/**
 * An event where it stands in its log.
 *
 * @param offset in its partition
 * @param appendMillis when the broker took it, milliseconds since 1970
 * @param event that happened
 * @param bytes as it was written. Not modified.
 */
public record LoggedEvent(long offset, long appendMillis, Event event, byte[] bytes) {}

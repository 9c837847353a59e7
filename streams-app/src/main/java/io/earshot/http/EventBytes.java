package io.earshot.http;

import io.earshot.decide.Event;

/** The JSON of the latest event: all listeners are told the same at about the same time. Safe for use by several threads. */
final class EventBytes {
    private volatile Encoded latest;

    private record Encoded(Event event, byte[] json) {}

    byte[] of(Event event) {
        Encoded known = latest;
        if (known == null || !known.event.equals(event)) {
            known = new Encoded(event, Answers.bytes(EventAnswer.of(event)));
            latest = known;
        }
        return known.json;
    }
}

package io.earshot.notify;

import java.util.Map;

/**
 * Where to tell of events.
 *
 * @param id of the receiver
 * @param kind how it is told
 * @param address URL, of a scheme that goes with the kind; may hold references to secrets
 * @param options of the kind, by name; values may hold references to secrets
 * @param enabled false: it is kept, and is told nothing
 */
public record Receiver(String id, ReceiverKind kind, String address, Map<String, String> options, boolean enabled) {
    public Receiver {
        options = Map.copyOf(options);
    }
}

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
 * @param route which events it is told of
 * @param quietHours when it is not told
 * @param grouping which events it is told of together
 * @param disabledReason why Earshot itself disabled it, for people; empty if it did not
 */
public record Receiver(
        String id,
        ReceiverKind kind,
        String address,
        Map<String, String> options,
        boolean enabled,
        Route route,
        QuietHours quietHours,
        Grouping grouping,
        String disabledReason) {
    /** Keeps a copy of the options. */
    public Receiver {
        options = Map.copyOf(options);
    }

    /** A receiver that is told at once of each event that opens. */
    public Receiver(String id, ReceiverKind kind, String address, Map<String, String> options, boolean enabled) {
        this(id, kind, address, options, enabled, Route.ALL, QuietHours.NONE, Grouping.NONE, "");
    }

    /** The same, told or not because a user wants it. */
    public Receiver withEnabled(boolean isEnabled) {
        return new Receiver(id, kind, address, options, isEnabled, route, quietHours, grouping, "");
    }

    /** The same, told nothing any more. */
    public Receiver disabled(String reason) {
        return new Receiver(id, kind, address, options, false, route, quietHours, grouping, reason);
    }
}

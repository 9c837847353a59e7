package io.earshot.http;

import io.earshot.notify.Outcome;
import io.earshot.notify.Receiver;
import io.earshot.notify.ReceiverState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the API asks of receivers. Safe for use by several threads. */
public interface ReceiverDesk {
    /**
     * A receiver as it is kept.
     *
     * @param id of the receiver
     * @param receiver empty if its record cannot be read
     * @param state of telling it in this process; empty: this process does not tell it
     * @param problem what keeps it from being told by this process now; empty: nothing is known to
     */
    record Kept(String id, Optional<Receiver> receiver, Optional<ReceiverState> state, Optional<String> problem) {}

    /** All of them, in the order of their ids. */
    List<Kept> all();

    Optional<Kept> find(String id);

    /** How many events a receiver has not been told of; empty: it is not known. */
    Optional<Long> lag(String id);

    /** @param by who changes it */
    void put(Receiver receiver, Optional<Receiver> before, String by);

    void remove(String id, String by);

    /** Tells a receiver now that it can be told. */
    Outcome test(Receiver receiver);

    /** The newest notifications that were never taken, newest first, as facts. */
    List<Map<String, Object>> dead(int most);
}

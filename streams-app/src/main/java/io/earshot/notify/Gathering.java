package io.earshot.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers the events of one partition into what a receiver is told at once. It goes by the times at which the broker took
 * them: whoever reads the same log again makes the same groups. For one thread.
 */
public final class Gathering {
    /** Events that a transaction holds back become visible a little after their append time. */
    private static final long MARGIN_MILLIS = 2_000;

    private final Receiver receiver;
    private final Map<Key, EventGroup> open = new LinkedHashMap<>();
    private final List<EventGroup> full = new ArrayList<>();
    private long newestMillis = Long.MIN_VALUE;

    private record Key(String source, String query) {}

    /** @param receiver that is told */
    public Gathering(Receiver receiver) {
        this.receiver = receiver;
    }

    /**
     * Takes the next event of the log.
     *
     * @return whether the receiver will be told of it
     */
    public boolean offer(LoggedEvent event) {
        newestMillis = Math.max(newestMillis, event.appendMillis());
        if (!receiver.route().takes(event.event())) {
            return false;
        }
        Instant time = Instant.ofEpochMilli(event.appendMillis());
        QuietHours hours = receiver.quietHours();
        boolean isQuiet = hours.isQuiet(time);
        if (isQuiet && hours.then() == QuietHours.Then.DROP) {
            return false;
        }
        add(event, isQuiet ? hours.endFrom(time).toEpochMilli() : event.appendMillis() + gatherMillis());
        return true;
    }

    private void add(LoggedEvent event, long dueMillis) {
        if (dueMillis == event.appendMillis()) {
            closeOlder(event);
            full.add(new EventGroup(event, dueMillis, receiver.grouping().most()));
            return;
        }
        Key key = key(event);
        EventGroup group = open.get(key);
        if (group != null && event.appendMillis() < group.dueMillis()) {
            group.add(event);
            return;
        }
        if (group != null) {
            full.add(group);
            open.remove(key);
        }
        open.put(key, new EventGroup(event, dueMillis, receiver.grouping().most()));
    }

    /** What was held of the same query and source is told before it. */
    private void closeOlder(LoggedEvent event) {
        EventGroup held = open.remove(key(event));
        if (held != null) {
            full.add(held);
        }
    }

    private static Key key(LoggedEvent event) {
        return new Key(event.event().sourceId(), event.event().query().id());
    }

    /**
     * Hands out the groups that no event will join any more, in the order in which they began.
     *
     * @param isAtEnd whether all that is in the log has been offered
     */
    public List<EventGroup> due(Instant now, boolean isAtEnd) {
        long passed = Math.max(newestMillis, isAtEnd ? now.toEpochMilli() - MARGIN_MILLIS : Long.MIN_VALUE);
        List<EventGroup> due = new ArrayList<>(full);
        full.clear();
        for (Iterator<EventGroup> groups = open.values().iterator(); groups.hasNext(); ) {
            EventGroup group = groups.next();
            if (group.dueMillis() <= passed) {
                due.add(group);
                groups.remove();
            }
        }
        return due;
    }

    private long gatherMillis() {
        return receiver.grouping().gather().toMillis();
    }
}

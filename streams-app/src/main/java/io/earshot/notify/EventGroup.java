package io.earshot.notify;

import java.util.ArrayList;
import java.util.List;

/** Events of one query in one source that are told as one message. For one thread, until it is closed. */
public final class EventGroup {
    private final long dueMillis;
    private final int most;
    private final List<LoggedEvent> listed = new ArrayList<>();
    private final List<Long> offsets = new ArrayList<>();
    private LoggedEvent last;

    /**
     * @param dueMillis append time before which events join it, milliseconds since 1970
     * @param most how many are listed
     */
    EventGroup(LoggedEvent first, long dueMillis, int most) {
        this.dueMillis = dueMillis;
        this.most = most;
        add(first);
    }

    void add(LoggedEvent event) {
        if (listed.size() < most) {
            listed.add(event);
        }
        offsets.add(event.offset());
        last = event;
    }

    /** Append time before which events join it. */
    long dueMillis() {
        return dueMillis;
    }

    /** Offsets of all, in order. */
    public List<Long> offsets() {
        return List.copyOf(offsets);
    }

    /** The first of them, oldest first. */
    public List<LoggedEvent> listed() {
        return List.copyOf(listed);
    }

    /**
     * What the receiver is told.
     *
     * @param link that events have, without their ids; empty if there is none
     * @param late how much later than it could have been told it counts as late, milliseconds
     */
    public Notification notification(String receiverId, String link, long nowMillis, long late) {
        LoggedEvent first = listed.get(0);
        return new Notification(
                NotificationId.of(receiverId, first.event(), last.event()),
                listed.stream().map(LoggedEvent::event).toList(),
                offsets.size(),
                link.isEmpty() ? "" : link + first.event().eventId(),
                false,
                nowMillis - Math.max(dueMillis, last.appendMillis()) > late);
    }
}

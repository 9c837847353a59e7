package io.earshot.notify;

import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Makes the ids by which receivers drop doubles: the same for the same events, whatever process tells of them. */
final class NotificationId {
    private static final int CHARS = 32;

    private NotificationId() {}

    /** @param last the same as {@code first} if there is one */
    static String of(String receiverId, Event first, Event last) {
        String named = receiverId + "\n" + named(first) + "\n" + named(last);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(named.getBytes(StandardCharsets.UTF_8));
            return "msg_" + HexFormat.of().formatHex(hash).substring(0, CHARS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An event has one OPEN, one CLOSE, and UPDATEs that differ in how far it has come. */
    private static String named(Event event) {
        return event.eventId() + " " + event.phase()
                + (event.phase() == EventPhase.UPDATE ? " " + event.offsetMicros() : "");
    }
}

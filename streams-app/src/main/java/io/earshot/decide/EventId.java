package io.earshot.decide;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names an event by what opened it, so that a replay gives the same name and a refined onset does not change it. */
final class EventId {
    private static final int BYTES = 16;

    private EventId() {}

    /** First 16 bytes, in hex, of the SHA-256 of the parts, each preceded by its length. */
    static String of(String sourceId, OpenSound sound) {
        MessageDigest digest = sha256();
        for (String part : new String[] {
            sourceId,
            Long.toString(sound.epochId()),
            sound.queryId(),
            sound.queryVersion(),
            Long.toString(sound.openedAtHop())
        }) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

package io.earshot.decide;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names an event by what opened it, so that a replay gives the same name and a refined onset does not change it. */
final class EventId {
    private static final int BYTES = 16;

    private EventId() {}

    /** First 16 bytes, in hex, of the SHA-256 of the parts, each preceded by its length in bytes. */
    static String of(String sourceId, long epochId, OfQuery sound, long openedAtHop) {
        String parts = Stream.of(
                        sourceId,
                        Long.toString(epochId),
                        sound.queryId(),
                        sound.queryVersion(),
                        Long.toString(openedAtHop))
                .map(part -> part.getBytes(StandardCharsets.UTF_8).length + ":" + part)
                .collect(Collectors.joining());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(parts.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

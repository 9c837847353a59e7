package io.earshot.decoder.ffmpeg;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The audio tracks of what is decoded.
 *
 * @param descriptions one line each, for example {@code "eng, aac, 2 channels"}; at least one
 */
public record DecodedTracks(List<String> descriptions) {
    public DecodedTracks {
        descriptions = List.copyOf(descriptions);
    }

    ByteBuffer toPayload() {
        return StandardCharsets.UTF_8.encode(String.join("\n", descriptions));
    }

    /** @param payload of {@link MessageType#OPENED}; consumed */
    public static DecodedTracks of(ByteBuffer payload) {
        return new DecodedTracks(
                StandardCharsets.UTF_8.decode(payload).toString().lines().toList());
    }
}

package io.earshot.decoder.ffmpeg;

import io.earshot.audio.HeardChannel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * How samples were made.
 *
 * @param description of the track: "mp3, 44100 Hz, stereo"
 * @param heard which of its channels
 */
public record DecodedForm(String description, HeardChannel heard) {
    /** As a message's payload. */
    ByteBuffer toPayload() {
        return StandardCharsets.UTF_8.encode(heard.number() + "\n" + heard.why() + "\n" + description);
    }

    /** @param payload what {@link #toPayload} made; consumed */
    public static DecodedForm of(ByteBuffer payload) {
        String[] lines = StandardCharsets.UTF_8.decode(payload).toString().split("\n", 3);
        return new DecodedForm(lines[2], new HeardChannel(Integer.parseInt(lines[0]), lines[1]));
    }
}

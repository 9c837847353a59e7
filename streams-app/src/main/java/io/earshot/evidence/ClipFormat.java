package io.earshot.evidence;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The files that a clip can become. The length and the start of each but Opus are exact to the sample in a browser. */
public enum ClipFormat {
    WAV("audio/wav"),
    FLAC("audio/flac"),
    /** Opus in Ogg: small; its samples are at 48 kHz whatever was published. */
    OPUS("audio/ogg; codecs=opus");

    private final String mediaType;

    ClipFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** As in a header {@code Content-Type}. */
    public String mediaType() {
        return mediaType;
    }

    /** {@code audio.wav}. */
    public String fileName() {
        return "audio." + key();
    }

    /** {@code wav}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format of a key. */
    public static Optional<ClipFormat> of(String key) {
        return Arrays.stream(values())
                .filter(format -> format.key().equals(key))
                .findFirst();
    }
}

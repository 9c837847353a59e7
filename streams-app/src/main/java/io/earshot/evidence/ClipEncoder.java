package io.earshot.evidence;

import java.io.IOException;
import java.nio.file.Path;

/** Encodes a clip into a file. */
@FunctionalInterface
public interface ClipEncoder {
    /**
     * @param format any but WAV
     * @throws IOException if it cannot be encoded; the message is the reason
     */
    void encode(Clip clip, ClipFormat format, Path file) throws IOException;
}

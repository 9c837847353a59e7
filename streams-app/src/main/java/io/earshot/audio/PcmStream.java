package io.earshot.audio;

import java.io.Closeable;
import java.io.IOException;

/** Interleaved PCM, read from start to end. */
public interface PcmStream extends Closeable {
    /** The format of the bytes that are read. */
    PcmFormat format();

    /**
     * Reads the next samples; fills the buffer as far as whole samples fit, and less only at the end of the audio.
     *
     * @param buffer at least one sample of all channels long. Overwritten.
     * @return bytes read, a multiple of {@link PcmFormat#frameBytes}, or -1 at the end
     * @throws InvalidAudioException if the audio breaks off or cannot be decoded
     * @throws IOException if the medium cannot be read
     */
    int read(byte[] buffer) throws IOException;
}

package io.earshot.audio;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Interleaved PCM, read from start to end. */
public interface PcmStream extends Closeable {
    /** The end of a note on a file that has other tracks besides. */
    String OTHER_TRACKS = "another can be chosen";

    /** The format of the bytes that are read. */
    PcmFormat format();

    /**
     * Reads the next samples; fills the buffer as far as whole samples fit, and less only at a hole ({@link #missingSamples}) and at the end of
     * the audio.
     *
     * @param buffer at least one sample of all channels long. Overwritten.
     * @return bytes read, a multiple of {@link PcmFormat#frameBytes}, or -1 at the end
     * @throws InvalidAudioException if the audio cannot be decoded
     * @throws IOException if the medium cannot be read
     */
    int read(byte[] buffer) throws IOException;

    /**
     * What a listener should know of the audio, one line each, without the name of the file: "2 audio tracks; this is the
     * first". They are known once the stream is open; that its channels cancel each other is known once that was read.
     */
    default List<String> notes() {
        return List.of();
    }

    /**
     * Why the audio ended before the end that was promised, and how much is missing, on one line without the name of the
     * file: "breaks off after 8.0 s of 3600.0 s". To be asked after {@link #read} gave -1; what was read until then is
     * right. Empty if the audio is whole, or nothing promised how long it is.
     */
    default Optional<String> shortfall() {
        return Optional.empty();
    }

    /**
     * Samples of each channel that are missing behind what the last {@link #read} gave, before what the next one gives: the
     * stream's own time stamps leave a hole there. A read never goes over one. Before the first read: what is missing in front.
     * 0: the audio goes on without a break.
     */
    default long missingSamples() {
        return 0;
    }

    /** What the stream says that it plays, as of what was read last and as it was sent; empty if it says nothing. */
    default String title() {
        return "";
    }
}

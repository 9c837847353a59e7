package io.earshot.decoder;

import io.earshot.audio.InvalidAudioException;
import io.earshot.audio.PcmStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Decodes audio of any format to {@link io.earshot.decoder.ffmpeg.DecoderMain#DECODED}. Safe for use by several threads. */
public interface AudioDecoder extends Closeable {
    /** The default audio track. */
    int FIRST_TRACK = 1;

    /**
     * Decodes a regular file; waits for the first sample, so that what cannot be decoded is rejected here.
     *
     * @param track of the file's audio tracks, from 1
     * @throws InvalidAudioException if there is no sound in it that can be decoded
     * @throws IOException if there is no decoder
     */
    PcmStream open(Path file, int track) throws IOException;

    /**
     * Decodes a stream, for example a pipe; waits for the first sample as {@link #open(Path, int)} does.
     *
     * @param in belongs to the result; closed if it is rejected
     * @param name what messages call it
     * @param track of the stream's audio tracks, from 1
     */
    PcmStream open(InputStream in, String name, int track) throws IOException;

    /** How often a process that decodes for several sources ended unexpectedly, and another took its place. */
    default long restarts() {
        return 0;
    }

    /** Ends what decodes; streams that are open break off. */
    @Override
    void close() throws IOException;
}

package io.earshot.decoder;

import io.earshot.audio.InvalidAudioException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;

/** Decodes audio of any format to {@link io.earshot.decoder.ffmpeg.DecoderMain#DECODED}. Safe for use by several threads. */
public interface AudioDecoder extends Closeable {
    /**
     * Decodes a regular file; waits for the first sample, so that what cannot be decoded is rejected here.
     *
     * @throws InvalidAudioException if there is no sound in it that can be decoded
     * @throws IOException if there is no decoder
     */
    DecodedAudio open(Path file, DecodeOptions options) throws IOException;

    /**
     * Decodes a stream as it is broadcast; waits for the first sample as {@link #open(Path, DecodeOptions)} does. At most a
     * second of it is examined before that.
     *
     * @param in belongs to the result; closed if it is rejected
     * @param name what messages call it
     */
    DecodedAudio open(InputStream in, String name, DecodeOptions options) throws IOException;

    /** Decodes a stream that brings a recording, a pipe: what it holds is found out as thoroughly as of a file. */
    DecodedAudio openRecording(InputStream in, String name, DecodeOptions options) throws IOException;

    /**
     * Lets FFmpeg open an address itself, once, and waits for the first sample. Nothing is opened again when the connection
     * breaks. {@link DecodedAudio#close} ends a read that waits within a second, however silent the other side is; so does an
     * interrupt of the thread that waits here.
     *
     * @param address with credentials, where there are any; no message holds it
     * @param protocols that FFmpeg may use, also for what the address refers to: "rtp,tcp"; as in {@code protocol_whitelist}
     * @param formatOptions FFmpeg's options of the protocol and the container: {@code rtsp_transport=tcp}
     * @param name what messages call it; without credentials
     * @throws AddressException if it cannot be reached, the other side refuses, or sends no sound that can be decoded
     * @throws IOException if there is no decoder, or it ends
     */
    DecodedAudio openAddress(
            String address, String protocols, Map<String, String> formatOptions, String name, DecodeOptions options)
            throws IOException;

    /** How often a process that decodes for several sources ended unexpectedly, and another took its place. */
    default long restarts() {
        return 0;
    }

    /** Ends what decodes; streams that are open break off. */
    @Override
    void close() throws IOException;
}

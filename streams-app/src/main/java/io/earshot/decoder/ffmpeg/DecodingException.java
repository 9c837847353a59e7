package io.earshot.decoder.ffmpeg;

import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.global.avutil;

/** FFmpeg rejects an input; the message is the reason, on one line. */
final class DecodingException extends Exception {
    private static final long serialVersionUID = 1L;
    /** What is wrong with most files that are rejected. */
    static final String UNDECODABLE = "not audio that can be decoded";

    private static final int MOST_BYTES = 200;

    private final ConnectionFault fault;

    DecodingException(String message) {
        this(ConnectionFault.NO_SOUND, message);
    }

    DecodingException(ConnectionFault fault, String message) {
        super(message);
        this.fault = fault;
    }

    /** What it means for the address that was to be opened, if it was one. */
    ConnectionFault fault() {
        return fault;
    }

    /** Requires that a call to FFmpeg succeeded; returns its result. */
    static int require(int result, String what) throws DecodingException {
        if (result < 0) {
            throw new DecodingException(what + " (" + reason(result) + ")");
        }
        return result;
    }

    /** FFmpeg's words for an error code. */
    static String reason(int error) {
        byte[] text = new byte[MOST_BYTES];
        avutil.av_strerror(error, text, text.length);
        int length = 0;
        while (length < text.length && text[length] != 0) {
            length++;
        }
        return new String(text, 0, length, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ");
    }
}

package io.earshot.decoder.ffmpeg;

import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.global.avutil;

/** FFmpeg rejects an input; the message is the reason, on one line. */
final class DecodingException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int MOST_BYTES = 200;

    DecodingException(String message) {
        super(message);
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

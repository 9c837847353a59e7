package io.earshot.evaluate;

import io.earshot.audio.InvalidAudioException;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.PcmStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A stretch of a stream, which it closes. It may end early if the stream does. */
public final class Excerpt implements PcmStream {
    private static final int SKIPPED_AT_ONCE = 64 * 1024;

    private final PcmStream whole;
    private long bytesLeft;

    private Excerpt(PcmStream whole, long bytes) {
        this.whole = whole;
        this.bytesLeft = bytes;
    }

    /**
     * Skips to where the excerpt begins. The stream is the result's from now on, and closed if it is refused.
     *
     * @throws InvalidAudioException if the stream ends before
     */
    public static PcmStream of(PcmStream whole, LabelledClip clip) throws IOException {
        try {
            skip(whole, bytes(clip.startSeconds(), whole.format()), clip);
            return new Excerpt(whole, bytes(clip.lengthSeconds(), whole.format()));
        } catch (InvalidAudioException | IOException e) {
            whole.close();
            throw e;
        }
    }

    @Override
    public PcmFormat format() {
        return whole.format();
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        if (bytesLeft >= buffer.length) {
            int got = whole.read(buffer);
            bytesLeft -= Math.max(0, got);
            return got;
        }
        if (bytesLeft == 0) {
            return -1;
        }
        byte[] rest = new byte[(int) bytesLeft];
        int got = whole.read(rest);
        System.arraycopy(rest, 0, buffer, 0, Math.max(0, got));
        bytesLeft -= Math.max(0, got);
        return got;
    }

    @Override
    public List<String> notes() {
        return whole.notes();
    }

    /** None if all of the excerpt was there. */
    @Override
    public Optional<String> shortfall() {
        return bytesLeft == 0 ? Optional.empty() : whole.shortfall();
    }

    @Override
    public void close() throws IOException {
        whole.close();
    }

    /** Saturates, so that the end is never reached before the stream's. */
    private static long bytes(double seconds, PcmFormat format) {
        return (long) (Math.rint(seconds * format.sampleRateHz()) * format.frameBytes());
    }

    private static void skip(PcmStream stream, long bytes, LabelledClip clip) throws IOException {
        byte[] skipped = new byte
                [SKIPPED_AT_ONCE
                        / stream.format().frameBytes()
                        * stream.format().frameBytes()];
        for (long left = bytes; left > 0; ) {
            int got = stream.read(left < skipped.length ? Arrays.copyOf(skipped, (int) left) : skipped);
            if (got == -1) {
                throw new InvalidAudioException(
                        clip.file() + ": ends before its excerpt begins, at " + clip.startSeconds() + " s");
            }
            left -= got;
        }
    }
}

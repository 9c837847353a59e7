package io.earshot.evaluate;

import io.earshot.audio.InvalidAudioException;
import io.earshot.audio.PcmStream;
import io.earshot.ingest.LimitedStream;
import java.io.IOException;
import java.util.Arrays;

/** The stretch of a stream that is a clip. */
public final class Excerpt {
    private static final int FRAMES_AT_ONCE = 16 * 1024;

    private Excerpt() {}

    /**
     * Skips to where the excerpt begins; it may end early if the stream does. The stream belongs to the result, and is
     * closed if it is rejected.
     *
     * @throws InvalidAudioException if the stream ends before
     */
    public static PcmStream of(PcmStream whole, LabelledClip clip) throws IOException {
        try {
            skip(whole, clip);
            return new LimitedStream(whole, clip.lengthSeconds());
        } catch (InvalidAudioException | IOException e) {
            whole.close();
            throw e;
        }
    }

    private static void skip(PcmStream stream, LabelledClip clip) throws IOException {
        byte[] skipped = new byte[FRAMES_AT_ONCE * stream.format().frameBytes()];
        for (long left = stream.format().bytes(clip.startSeconds()); left > 0; ) {
            left -= stream.missingSamples() * stream.format().frameBytes();
            if (left <= 0) {
                return;
            }
            int got = stream.read(left < skipped.length ? Arrays.copyOf(skipped, (int) left) : skipped);
            if (got == -1) {
                throw new InvalidAudioException(
                        clip.file() + ": ends before its excerpt begins, at " + clip.startSeconds() + " s");
            }
            left -= got;
        }
    }
}

package io.earshot.cluster;

import io.earshot.audio.AudioChunk;

/**
 * Audio that a service refused.
 *
 * @param chunks their number; those without audio, such as an epoch's end, do not count
 * @param seconds of audio in them
 * @param reason why the first was refused, as "late (epoch 1 is over, now is 2)"; empty if none was
 */
public record RefusedChunks(int chunks, double seconds, String reason) {
    /** Nothing was refused. */
    public static final RefusedChunks NONE = new RefusedChunks(0, 0, "");

    public boolean isEmpty() {
        return chunks == 0;
    }

    /** Refused chunks, counted. Not safe for use by several threads. */
    static final class Count {
        private int chunks;
        private double seconds;
        private String reason = "";

        /** Adds a chunk, with the reason and its detail as in the dead letter. */
        void add(AudioChunk chunk, String why, String detail) {
            if (chunk.samples() == 0) {
                return;
            }
            if (chunks == 0) {
                reason = why + (detail.isEmpty() ? "" : " (" + detail + ")");
            }
            chunks++;
            seconds += chunk.format().seconds(chunk.samples());
        }

        RefusedChunks refused() {
            return new RefusedChunks(chunks, seconds, reason);
        }
    }
}

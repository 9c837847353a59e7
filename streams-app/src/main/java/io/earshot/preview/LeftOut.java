package io.earshot.preview;

/**
 * Segments that were read but not judged.
 *
 * @param tooEarly of audio from before the start of the preview
 * @param tooEarlyFromMicros audio time at which the first of those starts; {@link Long#MAX_VALUE} if there is none
 * @param tooEarlyToMicros audio time at which the last of those ends
 * @param ofOtherModels encoded by another model
 * @param repeated of recordings that were published again
 * @param ofTooManySources of sources beyond the limit
 */
public record LeftOut(
        long tooEarly,
        long tooEarlyFromMicros,
        long tooEarlyToMicros,
        long ofOtherModels,
        long repeated,
        long ofTooManySources) {}

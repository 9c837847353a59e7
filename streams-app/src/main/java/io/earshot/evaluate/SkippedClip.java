package io.earshot.evaluate;

/**
 * A clip that could not be used.
 *
 * @param file as the list names it
 * @param reason on one line
 */
public record SkippedClip(String file, String reason) {
    /** @param reason may have several lines */
    public static SkippedClip of(LabelledClip clip, String reason) {
        return new SkippedClip(clip.name(), reason.replaceAll("\\s*\\R\\s*", "; "));
    }
}

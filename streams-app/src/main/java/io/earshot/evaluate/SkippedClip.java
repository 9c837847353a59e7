package io.earshot.evaluate;

/**
 * A clip that could not be used.
 *
 * @param file as the list names it
 * @param reason on one line
 */
public record SkippedClip(String file, String reason) {
    public static SkippedClip of(LabelledClip clip, Exception reason) {
        return new SkippedClip(clip.name(), String.valueOf(reason.getMessage()).replaceAll("\\s*\\R\\s*", "; "));
    }
}

package io.earshot.evaluate;

/**
 * A clip that could not be measured.
 *
 * @param file as the list names it
 * @param reason on one line
 */
public record SkippedClip(String file, String reason) {}

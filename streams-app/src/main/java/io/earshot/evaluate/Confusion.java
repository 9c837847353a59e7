package io.earshot.evaluate;

/**
 * A text that was taken for another.
 *
 * @param label the clip's text; its first, if it has several
 * @param takenFor the text that scored highest, though it is not right
 * @param count of clips
 */
public record Confusion(String label, String takenFor, int count) {}

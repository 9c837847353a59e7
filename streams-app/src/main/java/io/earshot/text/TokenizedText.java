package io.earshot.text;

/**
 * A text as the text encoder reads it.
 *
 * @param ids with the first and last special token, read-only
 * @param truncated whether the text had more tokens than fit
 */
public record TokenizedText(long[] ids, boolean truncated) {}

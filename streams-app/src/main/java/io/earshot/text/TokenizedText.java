package io.earshot.text;

/**
 * Tokens of a text, the input of the text encoder.
 *
 * @param ids with the first and last special token, read-only
 * @param truncated whether the text had more tokens than fit
 */
public record TokenizedText(long[] ids, boolean truncated) {}

package io.earshot.preview;

/**
 * What is looked at, and how.
 *
 * @param sinceMicros audio time from which on, microseconds since 1970
 * @param newest most events that are kept to be shown
 * @param learns whether the backgrounds of the sources are to be learned first, because nothing was published of them for
 *     this query
 */
public record PreviewScope(long sinceMicros, int newest, boolean learns) {}

package io.earshot.preview;

/**
 * What a preview covers.
 *
 * @param sinceMicros audio time at which it starts, microseconds since 1970
 * @param newest most events to list
 * @param learns whether to learn the sources' backgrounds first, because none is published for this query
 */
public record PreviewScope(long sinceMicros, int newest, boolean learns) {}

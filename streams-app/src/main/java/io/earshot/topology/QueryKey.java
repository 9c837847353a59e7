package io.earshot.topology;

/**
 * Key of a query's embedding: the query and the model, so that two models can be served side by side.
 *
 * @param queryId of the query
 * @param modelDigest of the model, hex
 */
public record QueryKey(String queryId, String modelDigest) {
    private static final char SEPARATOR = '@';

    /** The key as it stands in the topic. */
    public String text() {
        return queryId + SEPARATOR + modelDigest;
    }

    /** Reads {@link #text()}; a digest never holds the separator, a query id may. */
    public static QueryKey parse(String text) {
        int at = text == null ? -1 : text.lastIndexOf(SEPARATOR);
        return at < 0
                ? new QueryKey(String.valueOf(text), "")
                : new QueryKey(text.substring(0, at), text.substring(at + 1));
    }
}

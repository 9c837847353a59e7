package io.earshot.wire;

/** Query records as other programs write them. */
public final class WrittenQueries {
    private WrittenQueries() {}

    /** The same words, said to be in another language. */
    public static QueryRecord inLanguage(QueryRecord query, String language) {
        return query.inLanguage(language);
    }
}

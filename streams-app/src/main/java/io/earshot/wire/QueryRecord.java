package io.earshot.wire;

import io.earshot.query.StandingQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A standing query as it was written, whatever it asks for. {@link #query} is what this version can match of it, and
 * {@link #problems} is why it cannot: nothing that was written is ever silently ignored.
 *
 * @param id names the query
 * @param text what can be heard, in words
 * @param language BCP 47 tag of the text's language
 * @param otherTexts other words for it
 * @param negatives what is not meant, in words
 * @param sensitivity how readily it fires
 * @param sources ids of the sources it applies to, {@code *} stands for any run of characters; empty: all
 * @param rules how confidence becomes events
 * @param labels the user's own notes; they change nothing of what is heard
 * @param enabled false: as if deleted, but kept
 */
public record QueryRecord(
        String id,
        String text,
        String language,
        List<String> otherTexts,
        List<String> negatives,
        Optional<RequestedSensitivity> sensitivity,
        List<String> sources,
        Optional<RequestedRules> rules,
        Map<String, String> labels,
        boolean enabled) {
    /** Language of a text whose writer does not name one. */
    public static final String DEFAULT_LANGUAGE = "en";

    public QueryRecord {
        otherTexts = List.copyOf(otherTexts);
        negatives = List.copyOf(negatives);
        sources = List.copyOf(sources);
        labels = Map.copyOf(labels);
    }

    /** The record of a query that can be matched, with nothing left to defaults that could be said. */
    public static QueryRecord of(StandingQuery query) {
        return new QueryRecord(
                query.id(),
                query.text(),
                DEFAULT_LANGUAGE,
                query.otherTexts(),
                query.negatives(),
                RequestedRules.sensitivityOf(query.rules()),
                query.sources(),
                Optional.of(RequestedRules.of(query.rules())),
                query.labels(),
                true);
    }

    /** The same, to be matched or not. */
    public QueryRecord withEnabled(boolean wanted) {
        return new QueryRecord(id, text, language, otherTexts, negatives, sensitivity, sources, rules, labels, wanted);
    }

    /** What is to be matched; empty if the record is disabled or there are problems. */
    public Optional<StandingQuery> query() {
        return enabled ? new QueryReading(this).query() : Optional.empty();
    }

    /** Why this version cannot do what the record asks for, one line each; empty if it can. */
    public List<String> problems() {
        return new QueryReading(this).problems();
    }
}

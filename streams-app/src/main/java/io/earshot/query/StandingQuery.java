package io.earshot.query;

import java.util.List;

/**
 * What a user wants to be told about.
 *
 * @param id names the query; not blank
 * @param text what can be heard, in words; not blank
 * @param sources ids of the sources it applies to, {@code *} stands for any run of characters; empty: all
 * @param rules how its confidence becomes events
 */
public record StandingQuery(String id, String text, List<String> sources, DecisionRules rules) {
    /** Longest text that is taken, in characters. */
    public static final int MAX_TEXT_CHARS = 1_000;

    /** Longest id and longest source pattern, in characters. */
    public static final int MAX_ID_CHARS = 200;

    /** Most source patterns. */
    public static final int MAX_SOURCES = 100;

    /** @throws IllegalArgumentException if id or text is blank, or something is too long */
    public StandingQuery {
        sources = List.copyOf(sources);
        if (id == null || id.isBlank()) {
            throw new IllegalArgumentException("a query needs an id");
        }
        if (id.length() > MAX_ID_CHARS) {
            throw new IllegalArgumentException(
                    "a query has an id of " + id.length() + " characters, at most " + MAX_ID_CHARS);
        }
        if (sources.size() > MAX_SOURCES || sources.stream().anyMatch(source -> source.length() > MAX_ID_CHARS)) {
            throw new IllegalArgumentException("query " + id + " has " + sources.size() + " source patterns; at most "
                    + MAX_SOURCES + " of " + MAX_ID_CHARS + " characters are taken");
        }
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("query " + id + " has no text");
        }
        if (text.length() > MAX_TEXT_CHARS) {
            throw new IllegalArgumentException(
                    "query " + id + " has a text of " + text.length() + " characters, at most " + MAX_TEXT_CHARS);
        }
    }

    /** A query on all sources with the default rules. */
    public static StandingQuery of(String id, String text) {
        return new StandingQuery(id, text, List.of(), DecisionRules.DEFAULT);
    }
}

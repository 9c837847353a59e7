package io.earshot.query;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sound to report, described in words.
 *
 * @param id names the query; not blank
 * @param text what can be heard, in words; not blank
 * @param otherTexts other words for it, not blank; whichever text scores best counts
 * @param negatives sounds that suppress an event when they match better, in words, not blank
 * @param sources ids of the sources it applies to, {@code *} stands for any run of characters; empty: all
 * @param rules how its confidence becomes events
 * @param labels the user's own notes, which its events carry; they change nothing of what is heard
 * @param evidence what is kept of its events; empty: nothing. It changes nothing of what is heard, either
 */
public record StandingQuery(
        String id,
        String text,
        List<String> otherTexts,
        List<String> negatives,
        List<String> sources,
        DecisionRules rules,
        Map<String, String> labels,
        Optional<KeptEvidence> evidence) {
    /** Longest text, in characters. */
    public static final int MAX_TEXT_CHARS = 1_000;

    /** Most other texts. */
    public static final int MAX_OTHER_TEXTS = 7;

    /** Most negatives. */
    public static final int MAX_NEGATIVES = 8;

    /** Longest id and longest source pattern, in characters. */
    public static final int MAX_ID_CHARS = 200;

    /** Most characters of all labels, names and values together: each event carries them. */
    public static final int MAX_LABEL_CHARS = 16_000;

    /** Most source patterns. */
    public static final int MAX_SOURCES = 100;

    /** @throws IllegalArgumentException if the id or a text is blank, or something is too long */
    public StandingQuery {
        otherTexts = List.copyOf(otherTexts);
        negatives = List.copyOf(negatives);
        labels = Map.copyOf(labels);
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
        requireText(id, text);
        otherTexts.forEach(other -> requireText(id, other));
        negatives.forEach(negative -> requireText(id, negative));
        requireAtMost(id, "other texts", otherTexts.size(), MAX_OTHER_TEXTS);
        requireAtMost(id, "negatives", negatives.size(), MAX_NEGATIVES);
        requireAtMost(id, "characters of labels", chars(labels), MAX_LABEL_CHARS);
    }

    /** A query of whose events nothing is kept. */
    public StandingQuery(
            String id,
            String text,
            List<String> otherTexts,
            List<String> negatives,
            List<String> sources,
            DecisionRules rules,
            Map<String, String> labels) {
        this(id, text, otherTexts, negatives, sources, rules, labels, Optional.empty());
    }

    /** A query with one text and no labels. */
    public StandingQuery(String id, String text, List<String> sources, DecisionRules rules) {
        this(id, text, List.of(), List.of(), sources, rules, Map.of());
    }

    /** A query on all sources with the default rules. */
    public static StandingQuery of(String id, String text) {
        return new StandingQuery(id, text, List.of(), DecisionRules.DEFAULT);
    }

    /** Whether it listens for the same as another, word by word. */
    public boolean hasSameTexts(StandingQuery other) {
        return text.equals(other.text) && otherTexts.equals(other.otherTexts) && negatives.equals(other.negatives);
    }

    private static long chars(Map<String, String> labels) {
        return labels.entrySet().stream()
                .mapToLong(label -> label.getKey().length() + label.getValue().length())
                .sum();
    }

    private static void requireText(String id, String text) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("query " + id + " has no text");
        }
        if (text.length() > MAX_TEXT_CHARS) {
            throw new IllegalArgumentException(
                    "query " + id + " has a text of " + text.length() + " characters, at most " + MAX_TEXT_CHARS);
        }
    }

    private static void requireAtMost(String id, String what, long count, int most) {
        if (count > most) {
            throw new IllegalArgumentException("query " + id + " has " + count + " " + what + ", at most " + most);
        }
    }
}

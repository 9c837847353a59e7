package io.earshot.query;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A draft of a query, or changes of one. Empty parts are not set.
 *
 * @param id names the query
 * @param text what can be heard, in words
 * @param otherTexts other words for it
 * @param negatives sounds that suppress the query's events
 * @param sources patterns of the sources that it applies to
 * @param rules how its confidence becomes events
 * @param labels notes that its events carry
 * @param evidence what is kept of its events; empty inside: nothing
 * @param enabled whether it is matched
 */
public record QueryDraft(
        Optional<String> id,
        Optional<String> text,
        Optional<List<String>> otherTexts,
        Optional<List<String>> negatives,
        Optional<List<String>> sources,
        WrittenRules rules,
        Optional<Map<String, String>> labels,
        Optional<Optional<KeptEvidence>> evidence,
        Optional<Boolean> enabled) {
    /** Sets nothing. */
    public static final QueryDraft NOTHING =
            changes(Optional.empty(), Optional.empty(), Optional.empty(), WrittenRules.NONE);

    /** Only a text. */
    public static QueryDraft ofText(String text) {
        return changes(Optional.of(text), Optional.empty(), Optional.empty(), WrittenRules.NONE);
    }

    /** Changes of what a query listens for and of its rules. */
    public static QueryDraft changes(
            Optional<String> text,
            Optional<List<String>> otherTexts,
            Optional<List<String>> negatives,
            WrittenRules rules) {
        return new QueryDraft(
                Optional.empty(),
                text,
                otherTexts,
                negatives,
                Optional.empty(),
                rules,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** All parts of a query. */
    public static QueryDraft of(StandingQuery query) {
        return new QueryDraft(
                Optional.of(query.id()),
                Optional.of(query.text()),
                Optional.of(query.otherTexts()),
                Optional.of(query.negatives()),
                Optional.of(query.sources()),
                WrittenRules.of(query.rules()),
                Optional.of(query.labels()),
                Optional.of(query.evidence()),
                Optional.empty());
    }

    /** The parts that are set, as a user types them, by option. */
    public Map<String, String> inWords() {
        Map<String, String> words = new LinkedHashMap<>();
        text.ifPresent(said -> words.put("text", said));
        otherTexts.ifPresent(said -> words.put("or", said.toString()));
        negatives.ifPresent(said -> words.put("not", said.toString()));
        sources.ifPresent(said -> words.put("source", said.toString()));
        rules.typed().forEach((rule, value) -> words.put(rule.option(), value));
        evidence.ifPresent(
                said -> words.put("keep-evidence", said.map(KeptEvidence::print).orElse("none")));
        return words;
    }

    /**
     * The query of this draft.
     *
     * @param idByDefault its id if none is set
     * @throws IllegalArgumentException if it has no text, or something in it cannot be part of a query
     */
    public StandingQuery query(String idByDefault) {
        String words = text.orElseThrow(() -> new IllegalArgumentException("a query needs a text"));
        return over(StandingQuery.of(id.orElse(idByDefault), words));
    }

    /**
     * A query with these changes. Other words for a text go with it: a new text drops them.
     *
     * @throws IllegalArgumentException if something cannot be part of a query; the message names it
     */
    public StandingQuery over(StandingQuery query) {
        return new StandingQuery(
                query.id(),
                text.orElse(query.text()),
                otherTexts.orElse(text.isPresent() ? List.of() : query.otherTexts()),
                negatives.orElse(query.negatives()),
                sources.orElse(query.sources()),
                rules.over(query.rules()),
                labels.orElse(query.labels()),
                evidence.orElse(query.evidence()));
    }
}

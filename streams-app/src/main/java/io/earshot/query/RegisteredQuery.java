package io.earshot.query;

import io.earshot.embedding.Embedding;
import java.util.List;

/**
 * A query that can be matched.
 *
 * @param query as the user wrote it
 * @param version hash of its content: changes when, and only when, its events could change
 * @param embedding of its text
 * @param background the text's scores on the model's background segments
 * @param otherTexts its other texts, in their order
 * @param negatives its negatives, in their order
 */
public record RegisteredQuery(
        StandingQuery query,
        String version,
        Embedding embedding,
        BackgroundFit background,
        List<EncodedText> otherTexts,
        List<EncodedText> negatives) {
    public RegisteredQuery {
        otherTexts = List.copyOf(otherTexts);
        negatives = List.copyOf(negatives);
    }

    /** A query with one text. */
    public RegisteredQuery(StandingQuery query, String version, Embedding embedding, BackgroundFit background) {
        this(query, version, embedding, background, List.of(), List.of());
    }

    /** The same texts under other rules or for other sources. The version stays: what was learned of the texts holds. */
    public RegisteredQuery under(DecisionRules rules, List<String> sources) {
        StandingQuery changed = new StandingQuery(
                query.id(), query.text(), query.otherTexts(), query.negatives(), sources, rules, query.labels());
        return new RegisteredQuery(changed, version, embedding, background, otherTexts, negatives);
    }
}

package io.earshot.query;

import io.earshot.embedding.Embedding;
import java.util.ArrayList;
import java.util.List;

/**
 * A query that can be matched.
 *
 * @param query as the user wrote it
 * @param version hash of its content: changes when, and only when, its events could change
 * @param embedding of its text
 * @param background the query's scores on the model's background segments, with all of its texts and negatives
 * @param textBackground the scores of its text alone, on the same segments
 * @param otherTexts its other texts, in their order
 * @param negatives its negatives, in their order
 */
public record RegisteredQuery(
        StandingQuery query,
        String version,
        Embedding embedding,
        BackgroundFit background,
        BackgroundFit textBackground,
        List<EncodedText> otherTexts,
        List<EncodedText> negatives) {
    public RegisteredQuery {
        otherTexts = List.copyOf(otherTexts);
        negatives = List.copyOf(negatives);
    }

    /** A query with one text. */
    public RegisteredQuery(StandingQuery query, String version, Embedding embedding, BackgroundFit background) {
        this(query, version, embedding, background, background, List.of(), List.of());
    }

    /** Its text, then its other texts. */
    public List<EncodedText> texts() {
        List<EncodedText> texts = new ArrayList<>(1 + otherTexts.size());
        texts.add(new EncodedText(embedding, textBackground));
        texts.addAll(otherTexts);
        return texts;
    }

    /** Whether its score depends on more than its text. */
    public boolean isCombined() {
        return !otherTexts.isEmpty() || !negatives.isEmpty();
    }

    /** The same texts with other rules or sources. The version stays: calibrations of the texts hold. */
    public RegisteredQuery under(DecisionRules rules, List<String> sources) {
        StandingQuery changed = new StandingQuery(
                query.id(),
                query.text(),
                query.otherTexts(),
                query.negatives(),
                sources,
                rules,
                query.labels(),
                query.evidence());
        return new RegisteredQuery(changed, version, embedding, background, textBackground, otherTexts, negatives);
    }
}

package io.earshot.query;

import io.earshot.embedding.Embedding;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Registered queries for tests. */
public final class RegisteredQueries {
    private static final BackgroundFit FIT = new BackgroundFit(0, 1);

    private RegisteredQueries() {}

    public static RegisteredQuery of(String id) {
        return of(id, new Embedding(new float[0], new float[0]));
    }

    public static RegisteredQuery of(String id, Embedding embedding, String... sources) {
        StandingQuery query = new StandingQuery(id, "text of " + id, List.of(sources), DecisionRules.DEFAULT);
        return new RegisteredQuery(query, QueryVersion.of(query), embedding, FIT);
    }

    /** A query with other texts and negatives, which are named after their number. */
    public static RegisteredQuery of(
            String id, Embedding embedding, List<EncodedText> otherTexts, List<EncodedText> negatives) {
        StandingQuery query = new StandingQuery(
                id,
                "text of " + id,
                named("other", otherTexts),
                named("negative", negatives),
                List.of(),
                DecisionRules.DEFAULT,
                Map.of());
        return new RegisteredQuery(query, QueryVersion.of(query), embedding, FIT, FIT, otherTexts, negatives);
    }

    private static List<String> named(String kind, List<EncodedText> texts) {
        return IntStream.range(0, texts.size()).mapToObj(i -> kind + " " + i).toList();
    }
}

package io.earshot.query;

import io.earshot.embedding.Embedding;
import java.util.List;

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
}

package io.earshot.http;

import io.earshot.explain.ExplainedFacts;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Answers {@code GET /api/explain}. */
final class ExplainHandler implements Handler {
    private static final int AT_A_TIME = 2;

    private final Explanations explanations;
    private final Supplier<List<String>> commandOptions;
    private final CostlyHandler costly = new CostlyHandler(AT_A_TIME, "explanations are", this::answer);

    /** @param commandOptions what a command line must say so that it reaches the service's topics */
    ExplainHandler(Explanations explanations, Supplier<List<String>> commandOptions) {
        this.explanations = explanations;
        this.commandOptions = commandOptions;
    }

    @Override
    public void handle(Context ctx) throws IOException {
        costly.handle(ctx);
    }

    private Map<String, Object> answer(Map<String, List<String>> given) {
        QuestionParameters parameters = new QuestionParameters(given);
        var zone = parameters.zone();
        return ExplainedFacts.of(explanations.explain(parameters.question()), zone, commandOptions.get());
    }
}

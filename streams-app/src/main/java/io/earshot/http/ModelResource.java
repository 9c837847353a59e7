package io.earshot.http;

import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers {@code GET /api/model}: what the model in use is, and under which licence its weights are. */
public final class ModelResource {
    private ModelResource() {}

    /** @param facts empty where the process tags nothing */
    public static Resource of(Supplier<Optional<Map<String, Object>>> facts) {
        return routes -> routes.get(
                "/api/model",
                ctx -> {
                    RequestFields.requireNone(ctx);
                    Answers.json(
                            ctx,
                            facts.get()
                                    .orElseThrow(() -> new ProblemException(
                                            HttpStatus.NOT_FOUND,
                                            "this process only listens; ask one whose role is tag or all")));
                },
                Permission.READ);
    }
}

package io.earshot.http;

import io.earshot.preview.PreviewFacts;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Answers {@code GET /api/preview}. A preview reads and scores for as long as it may, so they are made one by one. */
final class PreviewHandler implements Handler {
    private static final int AT_A_TIME = 1;

    private final Previews previews;
    private final CostlyHandler costly = new CostlyHandler(AT_A_TIME, "preview is", this::answer);

    PreviewHandler(Previews previews) {
        this.previews = previews;
    }

    @Override
    public void handle(Context ctx) throws IOException {
        costly.handle(ctx);
    }

    private Map<String, Object> answer(Map<String, List<String>> given) {
        PreviewParameters parameters = new PreviewParameters(given);
        var zone = parameters.zone();
        return PreviewFacts.of(previews.preview(parameters.request()), zone);
    }
}

package io.earshot.http;

import io.earshot.preview.Preview;
import io.earshot.preview.PreviewFacts;
import io.earshot.preview.PreviewRequest;
import io.earshot.query.QueryDraft;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Answers {@code POST /api/preview}, and the plain {@code GET} for a text or a registered query. A preview reads and scores
 * for as long as its limit allows, so there is one at a time.
 */
public final class PreviewResource {
    private static final int AT_A_TIME = 1;
    private static final String UNNAMED_ID = "preview";

    private PreviewResource() {}

    /**
     * @param previews reads topics, which may take many seconds; throws {@code NothingToPreviewException} if there is no such
     *     query or source, or no audio, {@code IllegalArgumentException} if something is out of range,
     *     {@code UncheckedIOException} if the topics cannot be read
     */
    public static Resource of(Function<PreviewRequest, Preview> previews) {
        CostlyHandler handler = new CostlyHandler(AT_A_TIME, "preview is", new CostlyHandler.Question() {
            @Override
            public Map<String, Object> ofBody(String body) {
                RequestFields fields =
                        RequestFields.ofBody(body, Set.of("query", "queryId", "sources", "since", "events", "zone"));
                return answer(fields, fields.query("query"), fields.text("queryId"), fields.texts("sources"));
            }

            @Override
            public Map<String, Object> ofParameters(Map<String, List<String>> parameters) {
                RequestFields fields = RequestFields.ofParameters(
                        parameters, Set.of("text", "query", "source", "since", "events", "zone"), Set.of("source"));
                Optional<QueryDraft> tried = fields.text("text").map(QueryDraft::ofText);
                return answer(fields, tried, fields.text("query"), fields.texts("source"));
            }

            private Map<String, Object> answer(
                    RequestFields fields, Optional<QueryDraft> tried, Optional<String> id, List<String> sources) {
                PreviewRequest request = new PreviewRequest(
                        tried.map(query -> query.query(UNNAMED_ID)),
                        id,
                        sources,
                        fields.micros("since").map(OptionalLong::of).orElse(OptionalLong.empty()),
                        fields.whole("events").orElse(PreviewRequest.DEFAULT_NEWEST));
                var zone = fields.zone();
                return PreviewFacts.of(previews.apply(request), zone);
            }
        });
        return routes -> {
            routes.get("/api/preview", handler, Permission.READ);
            routes.post("/api/preview", handler, Permission.READ);
        };
    }
}

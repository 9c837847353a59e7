package io.earshot.http;

import io.earshot.explain.Explained;
import io.earshot.explain.ExplainedFacts;
import io.earshot.explain.Moment;
import io.earshot.explain.Question;
import io.earshot.query.QueryDraft;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Answers {@code POST /api/explain}, and the plain {@code GET} for a registered query or a text. */
public final class ExplainResource {
    private static final int AT_A_TIME = 2;

    private ExplainResource() {}

    /**
     * @param explanations reads topics, which may take seconds; throws {@code NothingToExplainException} if there is no such
     *     query or no audio of the moment, {@code IllegalArgumentException} if a changed rule is out of range,
     *     {@code UncheckedIOException} if the topics cannot be read
     * @param commandOptions options of a command line that reaches the service's topics
     */
    public static Resource of(Function<Question, Explained> explanations, Supplier<List<String>> commandOptions) {
        CostlyHandler handler = new CostlyHandler(AT_A_TIME, "explanations are", new CostlyHandler.Question() {
            @Override
            public Map<String, Object> ofBody(String body) {
                RequestFields fields =
                        RequestFields.ofBody(body, Set.of("source", "at", "within", "zone", "queryId", "query"));
                return answer(fields, fields.text("queryId"), fields.query("query"));
            }

            @Override
            public Map<String, Object> ofParameters(Map<String, List<String>> parameters) {
                RequestFields fields = RequestFields.ofParameters(
                        parameters, Set.of("source", "at", "within", "zone", "query", "text"), Set.of());
                return answer(fields, fields.text("query"), fields.text("text").map(QueryDraft::ofText));
            }

            private Map<String, Object> answer(
                    RequestFields fields, Optional<String> id, Optional<QueryDraft> changes) {
                Moment moment = new Moment(
                        fields.required("source"),
                        fields.micros("at").orElseThrow(() -> new IllegalArgumentException("\"at\" is missing")),
                        fields.time("within").orElse(Moment.DEFAULT_WITHIN));
                var zone = fields.zone();
                Question question = new Question(moment, id, changes.orElse(QueryDraft.NOTHING));
                return ExplainedFacts.of(explanations.apply(question), zone, commandOptions.get());
            }
        });
        return routes -> {
            routes.get("/api/explain", handler, Permission.READ);
            routes.post("/api/explain", handler, Permission.READ);
        };
    }
}

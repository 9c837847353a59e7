package io.earshot.http;

import io.earshot.explain.ExplainedFacts;
import io.earshot.explain.Moment;
import io.earshot.explain.Question;
import io.earshot.query.QueryDraft;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Answers {@code POST /api/explain}, and the plain {@code GET} for a registered query or a text. */
final class ExplainHandler {
    private static final int AT_A_TIME = 2;

    private ExplainHandler() {}

    /** @param commandOptions what a command line must say so that it reaches the service's topics */
    static CostlyHandler of(Explanations explanations, Supplier<List<String>> commandOptions) {
        return new CostlyHandler(AT_A_TIME, "explanations are", new CostlyHandler.Question() {
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
                return ExplainedFacts.of(explanations.explain(question), zone, commandOptions.get());
            }
        });
    }
}

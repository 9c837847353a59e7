package io.earshot.http;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Answers {@code GET /api/coverage?source=ID&since=TIME}. */
public final class CoverageResource {
    private static final int AT_A_TIME = 4;

    private CoverageResource() {}

    public static Resource of(CoverageLog log) {
        CostlyHandler handler = new CostlyHandler(AT_A_TIME, "reports of coverage are", new CostlyHandler.Question() {
            @Override
            public Map<String, Object> ofBody(String body) {
                return answer(RequestFields.ofBody(body, Set.of("source", "since")));
            }

            @Override
            public Map<String, Object> ofParameters(Map<String, List<String>> parameters) {
                return answer(RequestFields.ofParameters(parameters, Set.of("source", "since"), Set.of()));
            }

            private Map<String, Object> answer(RequestFields fields) {
                String source = fields.required("source");
                long since =
                        fields.micros("since").orElseThrow(() -> new IllegalArgumentException("\"since\" is missing"));
                return log.since(source, since).facts();
            }
        });
        return routes -> routes.get("/api/coverage", handler, Permission.READ);
    }
}

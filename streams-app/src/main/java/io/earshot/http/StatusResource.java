package io.earshot.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** Answers {@code GET /api/status}: small and at once, however many queries and sources there are. */
final class StatusResource {
    private StatusResource() {}

    static Resource of(ServiceStatus status) {
        return routes -> routes.get(
                "/api/status",
                ctx -> {
                    RequestFields.requireNone(ctx);
                    Answers.json(ctx, facts(status));
                },
                Permission.READ);
    }

    private static Map<String, Object> facts(ServiceStatus status) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("state", status.state());
        facts.put("role", status.role());
        facts.put("ready", status.ready());
        facts.put("commandOptions", status.commandOptions());
        // Null where this process tags nothing.
        facts.put("model", status.model());
        facts.put("queryCount", status.queryCount());
        facts.put("sourceCount", status.sourceCount());
        return facts;
    }
}

package io.earshot.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

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
        put(facts, status.figures());
        return facts;
    }

    /** Numbers of 64 bits are texts: JavaScript would lose digits of them. What is not known is null. */
    private static void put(Map<String, Object> facts, StatusFigures figures) {
        facts.put("version", figures.version());
        facts.put("started", figures.started().toString());
        OptionalDouble lag = figures.lagSeconds();
        facts.put("lagSeconds", lag.isPresent() ? rounded(lag.getAsDouble()) : null);
        OptionalLong waiting = figures.waitingRecords();
        facts.put("waitingRecords", waiting.isPresent() ? Long.toString(waiting.getAsLong()) : null);
        facts.put("realTimeFactor", rounded(figures.realTimeFactor()));
        facts.put("memory", memory(figures.memory()));
        facts.put("evidence", figures.evidence().name());
        facts.put("refusedChunks", Long.toString(figures.refusedChunks()));
    }

    private static Map<String, Object> memory(StatusFigures.Memory memory) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("heapUsedBytes", Long.toString(memory.heapUsed()));
        facts.put("heapMostBytes", Long.toString(memory.heapMost()));
        facts.put(
                "residentBytes",
                memory.resident().map(bytes -> Long.toString(bytes)).orElse(null));
        return facts;
    }

    /** Milliseconds are all that is meant. */
    private static double rounded(double number) {
        return Math.rint(number * 1e3) / 1e3;
    }
}

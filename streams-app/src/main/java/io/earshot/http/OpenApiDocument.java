package io.earshot.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The description of the API (OpenAPI 3.1): one document, joined from a base and a fragment for each resource. */
final class OpenApiDocument {
    private static final String FOLDER = "/openapi/";
    private static final String BASE = "base";

    /** A resource without a fragment is not documented. */
    private static final List<String> FRAGMENTS = List.of(
            "status",
            "model",
            "sources",
            "queries",
            "calibrations",
            "events",
            "clips",
            "live",
            "verdicts",
            "near-misses",
            "explain",
            "preview",
            "coverage",
            "dead-letters",
            "receivers");

    private static final Map<String, String> EVERY = new TreeMap<>(
            Map.of("400", "BadRequest", "401", "Unauthorized", "403", "Forbidden", "429", "TooManyRequests"));

    private static final Map<String, String> WITH_BODY =
            new TreeMap<>(Map.of("413", "ContentTooLarge", "415", "UnsupportedMediaType"));

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Set<String> PARTS = Set.of("paths", "components");

    private OpenApiDocument() {}

    /** Answers {@code GET /api/openapi.json}. */
    static Resource resource() {
        byte[] document = Answers.bytes(joined());
        return routes -> routes.get(
                "/api/openapi.json",
                ctx -> {
                    RequestFields.requireNone(ctx);
                    ctx.contentType("application/json").result(document);
                },
                Permission.READ);
    }

    /** @throws IllegalStateException if two fragments describe the same */
    static ObjectNode joined() {
        ObjectNode document = read(BASE);
        for (String name : FRAGMENTS) {
            ObjectNode fragment = read(name);
            fragment.fieldNames().forEachRemaining(part -> {
                if (!PARTS.contains(part)) {
                    throw new IllegalStateException("fragment " + name + " has " + part + "; allowed are " + PARTS);
                }
            });
            join(document, fragment, name);
        }
        document.get("paths").forEach(path -> path.forEach(OpenApiDocument::addWhatEveryOneAnswers));
        NamedSchemas.name(document);
        return document;
    }

    /** Fragments need not repeat the answers that the server gives before any resource is asked. */
    private static void addWhatEveryOneAnswers(JsonNode operation) {
        if (operation.get("responses") instanceof ObjectNode responses) {
            EVERY.forEach((status, name) -> addAnswer(responses, status, name));
            if (operation.has("requestBody")) {
                WITH_BODY.forEach((status, name) -> addAnswer(responses, status, name));
            }
        }
    }

    private static void addAnswer(ObjectNode responses, String status, String name) {
        if (!responses.has(status)) {
            responses.putObject(status).put("$ref", "#/components/responses/" + name);
        }
    }

    /** Adds paths, and components of each kind; none may be there. */
    private static void join(ObjectNode document, ObjectNode fragment, String name) {
        add(document.withObject("/paths"), fragment.path("paths"), name);
        for (var kind : fragment.path("components").properties()) {
            add(document.withObject("/components/" + kind.getKey()), kind.getValue(), name);
        }
    }

    private static void add(ObjectNode into, JsonNode from, String name) {
        for (var each : from.properties()) {
            if (into.putIfAbsent(each.getKey(), each.getValue()) != null) {
                throw new IllegalStateException("fragment " + name + " describes " + each.getKey() + " again");
            }
        }
    }

    private static ObjectNode read(String name) {
        try (InputStream in = OpenApiDocument.class.getResourceAsStream(FOLDER + name + ".yaml")) {
            return in == null ? YAML.createObjectNode() : (ObjectNode) YAML.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the description of the API, " + name, e);
        }
    }
}

package io.earshot.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The operations of an OpenAPI document. */
final class ApiPaths {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final ObjectNode document;
    private final List<Operation> operations = new ArrayList<>();

    ApiPaths(ObjectNode document) {
        this.document = document;
        for (var path : document.get("paths").properties()) {
            for (var method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    operations.add(
                            new Operation(method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()));
                }
            }
        }
        // What is named comes before what fits a pattern.
        operations.sort(Comparator.comparingInt(Operation::placeholders));
    }

    List<Operation> operations() {
        return operations;
    }

    Optional<Operation> find(String method, String path) {
        return operations.stream()
                .filter(each -> each.method().equals(method) && each.fits(path))
                .findFirst();
    }

    /** What may be answered, as in "GET /api/status 200". */
    Set<String> answers() {
        Set<String> answers = new TreeSet<>();
        operations.forEach(operation -> operation
                .node()
                .path("responses")
                .fieldNames()
                .forEachRemaining(status -> answers.add(operation.name() + " " + status)));
        return answers;
    }

    /** The parameters of an operation at a place (query, path, header), by name. */
    Map<String, JsonNode> parameters(Operation operation, String in) {
        Map<String, JsonNode> parameters = new LinkedHashMap<>();
        List<JsonNode> all = new ArrayList<>();
        document.path("paths").path(operation.path()).path("parameters").forEach(all::add);
        operation.node().path("parameters").forEach(all::add);
        for (JsonNode each : all) {
            JsonNode parameter = resolved(each);
            if (parameter.path("in").asText().equals(in)) {
                parameters.put(parameter.path("name").asText(), parameter);
            }
        }
        return parameters;
    }

    /** What a reference leads to, or the node itself. */
    JsonNode resolved(JsonNode node) {
        if (!node.has("$ref")) {
            return node;
        }
        JsonNode target = document.at(node.get("$ref").asText().substring(1));
        if (target.isMissingNode()) {
            throw new AssertionError("there is no " + node);
        }
        return target;
    }

    record Operation(String method, String path, JsonNode node) {
        /** As in "GET /api/status". */
        String name() {
            return method + " " + path;
        }

        int placeholders() {
            return path.length() - path.replace("{", "").length();
        }

        boolean fits(String asked) {
            StringBuilder pattern = new StringBuilder();
            for (String part : path.split("(?=\\{)|(?<=})", -1)) {
                pattern.append(part.startsWith("{") ? "[^/]+" : Pattern.quote(part));
            }
            return asked.matches(pattern.toString());
        }
    }
}

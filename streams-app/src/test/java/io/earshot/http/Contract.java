package io.earshot.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * The description of the API as a contract: what the service takes and what it answers must stand in the document, with no
 * field, parameter, header or status more. A request that is refused may be wrong; the refusal must be documented.
 *
 * <p>Use: {@code contract.send(client, request)} in the place of {@code client.send}.
 */
final class Contract {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Integer> OF_UNKNOWN_PATHS = Set.of(400, 403, 404, 405, 413, 415);

    private final ObjectNode document = new ClosedSchemas(OpenApiDocument.joined()).document();
    private final ApiPaths paths = new ApiPaths(document);
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<JsonNode, Schema> schemas = Collections.synchronizedMap(new IdentityHashMap<>());
    private final Set<String> seen = new ConcurrentSkipListSet<>();

    /** Sends a request, and checks it and its answer. */
    HttpResponse<String> send(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        return checked(client.send(request, HttpResponse.BodyHandlers.ofString()));
    }

    /** What was answered so far, as in "GET /api/status 200". */
    Set<String> seen() {
        return seen;
    }

    /** All that the document says may be answered, as in {@link #seen}. */
    Set<String> documented() {
        return paths.answers();
    }

    /**
     * Checks an answer of the API; others are left alone. A body is checked if it is a text.
     *
     * @throws AssertionError if it is not as documented
     */
    <T> HttpResponse<T> checked(HttpResponse<T> answer) {
        URI uri = answer.request().uri();
        if (uri.getRawPath().equals("/api") || uri.getRawPath().startsWith("/api/")) {
            try {
                check(answer, uri);
            } catch (JsonProcessingException e) {
                throw wrong(answer, "the body is no JSON: " + answer.body());
            }
        }
        return answer;
    }

    private void check(HttpResponse<?> answer, URI uri) throws JsonProcessingException {
        String method = answer.request().method();
        boolean isHead = method.equals("HEAD");
        Optional<ApiPaths.Operation> found = paths.find(isHead ? "GET" : method, uri.getRawPath());
        if (found.isEmpty()) {
            checkUnknown(answer, isHead);
            return;
        }
        ApiPaths.Operation operation = found.get();
        JsonNode documented = paths.resolved(operation.node().path("responses").path("" + answer.statusCode()));
        if (documented.isMissingNode()) {
            throw wrong(answer, "this status is not documented: " + answer.body());
        }
        checkHeaders(answer, documented);
        if (!isHead) {
            checkBody(answer, documented.path("content"));
        }
        if (answer.statusCode() < 300) {
            checkParameters(answer, operation, uri);
            checkRequestBody(answer, operation);
        }
        seen.add(operation.name() + " " + answer.statusCode());
    }

    private void checkUnknown(HttpResponse<?> answer, boolean isHead) throws JsonProcessingException {
        if (!OF_UNKNOWN_PATHS.contains(answer.statusCode())) {
            throw wrong(answer, "this path or method is not documented");
        }
        if (!isHead) {
            checkBody(answer, document.at("/components/responses/BadRequest/content"));
        }
    }

    private static void checkHeaders(HttpResponse<?> answer, JsonNode documented) {
        for (var header : documented.path("headers").properties()) {
            if (header.getValue().path("required").asBoolean()
                    && answer.headers().firstValue(header.getKey()).isEmpty()) {
                throw wrong(answer, "the header " + header.getKey() + " is missing");
            }
        }
    }

    private void checkBody(HttpResponse<?> answer, JsonNode content) throws JsonProcessingException {
        String type = mediaType(answer.headers());
        if (content.isMissingNode() || content.isEmpty()) {
            if (answer.body() instanceof String body && !body.isEmpty()) {
                throw wrong(answer, "no body is documented, but there is one: " + body);
            }
            return;
        }
        if (!content.has(type)) {
            throw wrong(answer, "the content type \"" + type + "\" is not documented");
        }
        if (type.endsWith("json") && answer.body() instanceof String body) {
            requireValid(answer, "body", content.get(type).path("schema"), JSON.readTree(body));
        }
    }

    private void checkParameters(HttpResponse<?> answer, ApiPaths.Operation operation, URI uri) {
        Map<String, List<String>> given = parameters(uri.getRawQuery());
        Map<String, JsonNode> documented = paths.parameters(operation, "query");
        given.forEach((name, values) -> {
            JsonNode parameter = documented.get(name);
            if (parameter == null) {
                throw wrong(answer, "the parameter " + name + " is not documented");
            }
            requireValid(
                    answer, "parameter " + name, parameter.path("schema"), typed(parameter.path("schema"), values));
        });
        documented.forEach((name, parameter) -> {
            if (parameter.path("required").asBoolean() && !given.containsKey(name)) {
                throw wrong(answer, "the parameter " + name + " is said to be required, and was not needed");
            }
        });
    }

    private void checkRequestBody(HttpResponse<?> answer, ApiPaths.Operation operation) throws JsonProcessingException {
        String body = SentBody.of(answer.request());
        JsonNode documented = paths.resolved(operation.node().path("requestBody"));
        if (body.isEmpty()) {
            if (documented.path("required").asBoolean()) {
                throw wrong(answer, "a body is said to be required, and was not needed");
            }
            return;
        }
        JsonNode content =
                documented.path("content").path(mediaType(answer.request().headers()));
        if (content.isMissingNode()) {
            throw wrong(answer, "a body of this type is not documented");
        }
        requireValid(answer, "body of the request", content.path("schema"), JSON.readTree(body));
    }

    private void requireValid(HttpResponse<?> answer, String what, JsonNode schema, JsonNode value) {
        var errors = schemas.computeIfAbsent(schema, this::schema)
                .validate(value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        if (!errors.isEmpty()) {
            throw wrong(answer, "the " + what + " is not as documented: " + errors + ": " + value);
        }
    }

    /** References lead into the components, which go with each schema. */
    private Schema schema(JsonNode schema) {
        ObjectNode root = JSON.createObjectNode();
        root.putArray("allOf").add(schema);
        root.set("components", document.get("components"));
        return registry.getSchema(root);
    }

    private static JsonNode typed(JsonNode schema, List<String> values) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        String type = schema.path("type").asText();
        if (type.equals("array")) {
            var array = nodes.arrayNode();
            values.forEach(array::add);
            return array;
        }
        String value = values.get(0);
        if (type.equals("integer") && value.matches("-?\\d+")) {
            return nodes.numberNode(Long.parseLong(value));
        }
        if (type.equals("number")) {
            return nodes.numberNode(Double.parseDouble(value));
        }
        return type.equals("boolean") && value.matches("true|false")
                ? nodes.booleanNode(Boolean.parseBoolean(value))
                : nodes.textNode(value);
    }

    private static Map<String, List<String>> parameters(String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (query != null && !query.isEmpty()) {
            for (String pair : query.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                parameters
                        .computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>())
                        .add(parts.length == 1 ? "" : decoded(parts[1]));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String mediaType(HttpHeaders headers) {
        return headers.firstValue("Content-Type")
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    private static AssertionError wrong(HttpResponse<?> answer, String reason) {
        return new AssertionError(answer.request().method() + " "
                + answer.request().uri() + " is answered " + answer.statusCode() + ": " + reason);
    }
}

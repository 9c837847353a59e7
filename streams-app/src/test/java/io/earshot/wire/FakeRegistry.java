package io.earshot.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** Answers as Confluent's Schema Registry does, from memory, on a free port of the loopback. */
final class FakeRegistry implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<String> schemasById = new ArrayList<>();
    private final Map<String, List<Integer>> subjects = new HashMap<>();
    private final Map<String, String> levels = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private final Queue<Integer> failures = new ArrayDeque<>();
    private String requiredAuthorization;

    private record Answer(int status, ObjectNode body) {}

    FakeRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Method and path of each request so far. */
    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    /** The next requests fail with these statuses, one each. */
    synchronized void failNextWith(Integer... statuses) {
        failures.addAll(List.of(statuses));
    }

    synchronized void requireAuthorization(String value) {
        requiredAuthorization = value;
    }

    /** Puts a schema in under a subject without any check; its id. */
    synchronized int put(String subject, String schema) {
        int known = schemasById.indexOf(schema);
        int id = known < 0 ? schemasById.size() + 1 : known + 1;
        if (known < 0) {
            schemasById.add(schema);
        }
        List<Integer> versions = subjects.computeIfAbsent(subject, s -> new ArrayList<>());
        if (!versions.contains(id)) {
            versions.add(id);
        }
        return id;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            JsonNode body = request.length == 0 ? JSON.createObjectNode() : JSON.readTree(request);
            Answer answer = answer(exchange, body);
            byte[] bytes = JSON.writeValueAsBytes(answer.body());
            exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private synchronized Answer answer(HttpExchange exchange, JsonNode body) {
        String path = exchange.getRequestURI().getRawPath();
        requests.add(exchange.getRequestMethod() + " " + path);
        if (!failures.isEmpty()) {
            int status = failures.remove();
            return error(status, status * 100 + 1, "told to fail");
        }
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (requiredAuthorization != null && !requiredAuthorization.equals(authorization)) {
            return error(401, 401, "User cannot access the resource.");
        }
        String[] parts = Stream.of(path.substring(1).split("/"))
                .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                .toArray(String[]::new);
        return route(exchange.getRequestMethod(), parts, body);
    }

    private Answer route(String method, String[] parts, JsonNode body) {
        String route = method + " " + parts[0] + " " + parts.length;
        return switch (route) {
            case "POST subjects 3" -> register(parts[1], body.path("schema").asText());
            case "POST subjects 2" -> lookUp(parts[1], body.path("schema").asText());
            case "GET subjects 4" -> latest(parts[1]);
            case "GET schemas 3" -> schema(Integer.parseInt(parts[2]));
            case "POST compatibility 5" ->
                ok().put("is_compatible", fits(parts[2], body.path("schema").asText()))
                        .answer();
            case "GET config 2" ->
                ok().put("compatibilityLevel", levels.getOrDefault(parts[1], "BACKWARD"))
                        .answer();
            case "PUT config 2" -> {
                levels.put(parts[1], body.path("compatibility").asText());
                yield ok().put("compatibility", levels.get(parts[1])).answer();
            }
            default -> error(404, 404, "HTTP 404 Not Found");
        };
    }

    private Answer register(String subject, String schema) {
        if (subjects.containsKey(subject) && !fits(subject, schema)) {
            return error(409, 409, "Schema being registered is incompatible with an earlier schema");
        }
        return ok().put("id", put(subject, schema)).answer();
    }

    private Answer lookUp(String subject, String schema) {
        if (!subjects.containsKey(subject)) {
            return error(404, 40401, "Subject '" + subject + "' not found.");
        }
        int id = schemasById.indexOf(schema) + 1;
        int version = subjects.get(subject).indexOf(id) + 1;
        if (version == 0) {
            return error(404, 40403, "Schema not found");
        }
        return ok().put("subject", subject)
                .put("version", version)
                .put("id", id)
                .put("schema", schema)
                .answer();
    }

    private Answer latest(String subject) {
        List<Integer> versions = subjects.get(subject);
        if (versions == null) {
            return error(404, 40401, "Subject '" + subject + "' not found.");
        }
        int id = versions.get(versions.size() - 1);
        return ok().put("subject", subject)
                .put("version", versions.size())
                .put("id", id)
                .put("schema", schemasById.get(id - 1))
                .answer();
    }

    private Answer schema(int id) {
        return id < 1 || id > schemasById.size()
                ? error(404, 40403, "Schema " + id + " not found")
                : ok().put("schema", schemasById.get(id - 1)).answer();
    }

    private boolean fits(String subject, String schema) {
        if (levels.getOrDefault(subject, "BACKWARD").equals("NONE")) {
            return true;
        }
        Schema next = new Schema.Parser().parse(schema);
        return subjects.getOrDefault(subject, List.of()).stream()
                .map(id -> new Schema.Parser().parse(schemasById.get(id - 1)))
                .allMatch(old -> SchemaCompatibility.checkReaderWriterCompatibility(next, old)
                                .getType()
                        == SchemaCompatibilityType.COMPATIBLE);
    }

    private record Fields(ObjectNode body) {
        Fields put(String name, Object value) {
            body.set(name, JSON.valueToTree(value));
            return this;
        }

        Answer answer() {
            return new Answer(200, body);
        }
    }

    private static Fields ok() {
        return new Fields(JSON.createObjectNode());
    }

    private static Answer error(int status, int code, String message) {
        return new Answer(
                status, JSON.createObjectNode().put("error_code", code).put("message", message));
    }
}

package io.earshot.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Calls the REST API of Confluent's Schema Registry, of which several servers exist. Keeps nothing; safe for use by
 * several threads. All methods throw {@link RegistryException} if the registry cannot be reached or rejects the call.
 */
public final class RegistryClient {
    private final RegistryHttp http;

    /**
     * @param urls base URLs of one registry, in the order of trying, without a slash at the end
     * @param authorization value of the Authorization header
     */
    public RegistryClient(List<URI> urls, Optional<String> authorization) {
        this(urls, authorization, duration -> Thread.sleep(duration.toMillis()), RegistryHttp.DEFAULT_TIMEOUT);
    }

    RegistryClient(List<URI> urls, Optional<String> authorization, RegistryHttp.Pause pause, Duration timeout) {
        http = new RegistryHttp(urls, authorization, pause, timeout);
    }

    /** Registers an Avro schema under a subject, or finds it there; its id. */
    public int register(String subject, String schema) {
        return requireId(http.call("POST", subjectPath(subject) + "/versions", schemaBody(schema)));
    }

    /** The id of an Avro schema that is registered under a subject. */
    public int lookUp(String subject, String schema) {
        return requireId(http.call("POST", subjectPath(subject), schemaBody(schema)));
    }

    /** The Avro schema with this id. */
    public String schema(int id) {
        JsonNode answer = http.call("GET", "/schemas/ids/" + id, null);
        String type = answer.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO") || !answer.path("references").isEmpty()) {
            throw new RegistryException("schema " + id + " is not a self-contained Avro schema", 200, 0);
        }
        return require(answer, "schema", JsonNode::isTextual).asText();
    }

    static String subjectPath(String subject) {
        return "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static ObjectNode schemaBody(String schema) {
        return JsonNodeFactory.instance.objectNode().put("schema", schema);
    }

    private static int requireId(JsonNode answer) {
        return require(answer, "id", JsonNode::isInt).asInt();
    }

    private static JsonNode require(JsonNode answer, String field, Predicate<JsonNode> hasType) {
        JsonNode value = answer.path(field);
        if (!hasType.test(value)) {
            throw new RegistryException("the schema registry answered without a usable \"" + field + "\"", 200, 0);
        }
        return value;
    }
}

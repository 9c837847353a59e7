package io.earshot.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Speaks the REST API of Confluent's Schema Registry, of which several servers exist. Keeps nothing; safe for use by
 * several threads. All methods throw {@link RegistryException} if the registry cannot be reached or refuses.
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
        return requireInt(http.call("POST", subjectPath(subject) + "/versions", schemaBody(schema)), "id");
    }

    /** The id of an Avro schema that is registered under a subject. */
    public int lookUp(String subject, String schema) {
        return requireInt(http.call("POST", subjectPath(subject), schemaBody(schema)), "id");
    }

    /** The Avro schema with this id. */
    public String schema(int id) {
        JsonNode answer = http.call("GET", "/schemas/ids/" + id, null);
        String type = answer.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO") || !answer.path("references").isEmpty()) {
            throw new RegistryException("schema " + id + " is not a self-contained Avro schema", 200, 0);
        }
        return requireText(answer, "schema");
    }

    /** The newest schema of a subject. */
    public RegisteredSchema latest(String subject) {
        JsonNode answer = http.call("GET", subjectPath(subject) + "/versions/latest", null);
        return new RegisteredSchema(
                subject, requireInt(answer, "version"), requireInt(answer, "id"), requireText(answer, "schema"));
    }

    /** Whether the subject's compatibility level lets this schema follow its newest one. */
    public boolean isCompatible(String subject, String schema) {
        JsonNode answer =
                http.call("POST", "/compatibility" + subjectPath(subject) + "/versions/latest", schemaBody(schema));
        return require(answer, "is_compatible", JsonNode::isBoolean).asBoolean();
    }

    /** The compatibility level that is in force for a subject, for example FULL_TRANSITIVE. */
    public String compatibility(String subject) {
        JsonNode answer = http.call("GET", "/config/" + encode(subject) + "?defaultToGlobal=true", null);
        return requireText(answer, "compatibilityLevel");
    }

    /** Sets the compatibility level of a subject. */
    public void setCompatibility(String subject, String level) {
        http.call("PUT", "/config/" + encode(subject), object(Map.of("compatibility", level)));
    }

    private static String subjectPath(String subject) {
        return "/subjects/" + encode(subject);
    }

    private static String encode(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static ObjectNode schemaBody(String schema) {
        return object(Map.of("schema", schema));
    }

    private static ObjectNode object(Map<String, String> fields) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        fields.forEach(object::put);
        return object;
    }

    private static int requireInt(JsonNode answer, String field) {
        return require(answer, field, JsonNode::isInt).asInt();
    }

    private static String requireText(JsonNode answer, String field) {
        return require(answer, field, JsonNode::isTextual).asText();
    }

    private static JsonNode require(JsonNode answer, String field, Predicate<JsonNode> hasType) {
        JsonNode value = answer.path(field);
        if (!hasType.test(value)) {
            throw new RegistryException("the schema registry answered without a usable \"" + field + "\"", 200, 0);
        }
        return value;
    }
}

package io.earshot.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * Gives the objects of requests and answers names in an API's description. It says the same then, but generators of clients
 * understand more of it: openapi-generator 7.14.0 overlooks that a field may be null in an object without a name, and so makes
 * clients that fail on the last page of a list.
 */
final class NamedSchemas {
    private static final String BODY = "Body";
    private static final String ANSWER = "Answer";

    private NamedSchemas() {}

    /** Changes the description: what stands in place becomes {@code ListEventsAnswer} and the like among the schemas. */
    static void name(ObjectNode description) {
        ObjectNode components = (ObjectNode) description.get("components");
        ObjectNode schemas = (ObjectNode) components.get("schemas");
        description.path("paths").forEach(path -> path.forEach(operation -> nameOperation(operation, schemas)));
        components
                .path("responses")
                .properties()
                .forEach(answer -> nameContent(answer.getValue(), answer.getKey() + ANSWER, schemas));
    }

    private static void nameOperation(JsonNode operation, ObjectNode schemas) {
        String id = operation.path("operationId").asText();
        if (id.isEmpty()) {
            return;
        }
        String name = id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1);
        nameContent(operation.path("requestBody"), name + BODY, schemas);
        operation.path("responses").properties().forEach(answer -> {
            String status = answer.getKey().equals("200") ? "" : answer.getKey();
            nameContent(answer.getValue(), name + ANSWER + status, schemas);
        });
    }

    private static void nameContent(JsonNode holder, String name, ObjectNode schemas) {
        for (JsonNode content : holder.path("content")) {
            if (content.path("schema").has("properties") && content instanceof ObjectNode typed) {
                if (schemas.has(name)) {
                    throw new IllegalStateException("two schemas are named " + name);
                }
                schemas.set(name, typed.get("schema"));
                typed.putObject("schema").put("$ref", "#/components/schemas/" + name);
            }
        }
    }
}

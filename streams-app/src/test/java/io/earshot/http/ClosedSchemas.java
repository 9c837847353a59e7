package io.earshot.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/**
 * The document with objects that hold the described fields and no others. The published one leaves objects open, so that
 * programs made from it outlive new fields; here a new field that is not described is a mistake.
 */
final class ClosedSchemas {
    private final ObjectNode document;
    private final Set<String> parts = new HashSet<>();

    ClosedSchemas(ObjectNode open) {
        this.document = open.deepCopy();
        document.findValues("allOf")
                .forEach(all -> all.forEach(part -> {
                    if (part.has("$ref")) {
                        parts.add(part.get("$ref").asText());
                    }
                }));
        close(document, "#");
    }

    ObjectNode document() {
        return document;
    }

    private void close(JsonNode node, String path) {
        if (node instanceof ObjectNode object) {
            boolean isSaid = object.has("additionalProperties") || object.has("unevaluatedProperties");
            boolean isPart = parts.contains(path) || path.matches(".*/allOf/\\d+");
            if (!isSaid && !isPart && object.path("allOf").isArray()) {
                object.put("unevaluatedProperties", false);
            } else if (!isSaid && !isPart && object.path("properties").isObject()) {
                object.put("additionalProperties", false);
            }
            object.properties().forEach(field -> close(field.getValue(), path + "/" + field.getKey()));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            close(node.get(i), path + "/" + i);
        }
    }
}

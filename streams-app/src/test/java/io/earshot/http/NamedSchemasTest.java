package io.earshot.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class NamedSchemasTest {
    private static final String OBJECT =
            "{\"type\":\"object\",\"properties\":{\"next\":{\"type\":[\"string\",\"null\"]}}}";

    @Test
    void shouldNameTheObjectsOfRequestsAndAnswers() throws Exception {
        ObjectNode description = description("listThings", "Thing");
        JsonNode body = description.at("/paths/~1things/get/requestBody/content/application~1json/schema");
        NamedSchemas.name(description);
        assertThat(description.at("/components/schemas/ListThingsBody")).isEqualTo(body);
        assertThat(description.at("/components/schemas/ListThingsAnswer")).isEqualTo(body);
        assertThat(description.at("/components/schemas/ListThingsAnswer201")).isEqualTo(body);
        assertThat(description.at("/components/schemas/GoneAnswer")).isEqualTo(body);
        assertThat(description
                        .at("/paths/~1things/get/responses/200/content/application~1json/schema/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/ListThingsAnswer");
        assertThat(description.at("/components/schemas")).hasSize(5);
    }

    @Test
    void shouldRefuseANameThatIsTaken() throws Exception {
        ObjectNode description = description("thing", "ThingBody");
        assertThatThrownBy(() -> NamedSchemas.name(description)).hasMessageContaining("ThingBody");
    }

    private static ObjectNode description(String operation, String taken) throws Exception {
        String content = "\"content\":{\"application/json\":{\"schema\":%s}}".formatted(OBJECT);
        return (ObjectNode)
                new ObjectMapper().readTree("""
                {"paths":{"/things":{"parameters":[],"get":{"operationId":"%s","requestBody":{%s},
                  "responses":{"200":{%s},"201":{%s},"404":{"$ref":"#/components/responses/Gone"}}}}},
                 "components":{"schemas":{"%s":{"type":"object"}},"responses":{"Gone":{%s}}}}
                """.formatted(operation, content, content, content, taken, content));
    }
}

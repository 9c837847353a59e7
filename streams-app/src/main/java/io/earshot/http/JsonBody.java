package io.earshot.http;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;

/** Bodies of requests that are JSON objects. */
final class JsonBody {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private JsonBody() {}

    /**
     * The object that a request brings.
     *
     * @throws IllegalArgumentException if it is no JSON object
     */
    static JsonNode read(Context ctx) {
        try {
            JsonNode json = JSON.readTree(ctx.body());
            if (!json.isObject()) {
                throw new IllegalArgumentException("the body must be a JSON object");
            }
            return json;
        } catch (JsonProcessingException e) {
            // The message of other faults than those of syntax names classes.
            String fault = e instanceof JsonParseException ? e.getOriginalMessage() : "more follows the object";
            throw new IllegalArgumentException("the body is no JSON: " + fault, e);
        }
    }
}

package io.earshot.notify.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JSON document with names of values in its texts, <code>${title}</code>. It is read as JSON first and filled afterwards, so
 * that no value can change its form. A field, or an item of a list, that nothing is left of is left out.
 */
final class JsonTemplate {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Pattern NAME = Pattern.compile("\\$\\{([^}]*)}");
    private static final int MOST_CHARS = 10_000;

    private final JsonNode document;

    private JsonTemplate(JsonNode document) {
        this.document = document;
    }

    /**
     * Reads a template.
     *
     * @param known names of values
     * @throws IllegalArgumentException if it is no JSON, too long, or names another value
     */
    static JsonTemplate of(String text, Set<String> known) {
        if (text.length() > MOST_CHARS) {
            throw new IllegalArgumentException("a template has at most " + MOST_CHARS + " characters");
        }
        try {
            JsonNode document = JSON.readTree(text);
            if (!document.isContainerNode()) {
                throw new IllegalArgumentException("a template is a JSON object or list");
            }
            requireKnown(document, known);
            return new JsonTemplate(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the template is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** One that comes with Earshot. */
    static JsonTemplate named(String name, Set<String> known) {
        try (InputStream in = JsonTemplate.class.getResourceAsStream("/notify/" + name + ".json")) {
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8), known);
        } catch (IOException e) {
            throw new IllegalStateException("template " + name + " cannot be read", e);
        }
    }

    /** The same with a number. */
    JsonTemplate with(String field, int value) {
        ObjectNode changed = document.deepCopy();
        return new JsonTemplate(changed.put(field, value));
    }

    private static void requireKnown(JsonNode node, Set<String> known) {
        if (node.isTextual()) {
            Matcher names = NAME.matcher(node.textValue());
            while (names.find()) {
                if (!known.contains(names.group(1))) {
                    throw new IllegalArgumentException("the template names ${" + names.group(1) + "}; known are "
                            + String.join(", ", new TreeSet<>(known)));
                }
            }
        }
        node.forEach(child -> requireKnown(child, known));
    }

    /** The document with values in the place of their names. */
    byte[] filled(Map<String, String> values) {
        JsonNode filled = filled(document, values);
        return WebhookBody.bytes(filled == null ? JsonNodeFactory.instance.objectNode() : filled);
    }

    /** Null: nothing is left of it. */
    private static JsonNode filled(JsonNode node, Map<String, String> values) {
        if (node.isTextual()) {
            Matcher names = NAME.matcher(node.textValue());
            boolean isPlain = !names.find();
            String text = names.replaceAll(name -> Matcher.quoteReplacement(values.getOrDefault(name.group(1), "")));
            return isPlain || !text.isBlank() ? JsonNodeFactory.instance.textNode(text) : null;
        }
        if (node.isObject()) {
            return filledObject(node, values);
        }
        return node.isArray() ? filledList(node, values) : node;
    }

    private static JsonNode filledObject(JsonNode node, Map<String, String> values) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(field -> {
            JsonNode value = filled(field.getValue(), values);
            if (value != null) {
                object.set(field.getKey(), value);
            }
        });
        return object.isEmpty() && !node.isEmpty() ? null : object;
    }

    private static JsonNode filledList(JsonNode node, Map<String, String> values) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        node.forEach(item -> {
            JsonNode value = filled(item, values);
            if (value != null) {
                list.add(value);
            }
        });
        return list.isEmpty() && !node.isEmpty() ? null : list;
    }
}

package io.earshot.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/**
 * Queries as JSON, in the form of the record {@code StandingQuery}. People may write a rule by its key and with units
 * besides: {@code {"threshold": "40%", "confirm": "2/3", "cooldown": "5m"}}.
 */
public final class QueryJson {
    private static final Set<String> FIELDS = new TreeSet<>(Set.of(
            "id",
            "text",
            "language",
            "otherTexts",
            "negatives",
            "sensitivity",
            "sources",
            "rules",
            "labels",
            "evidence",
            "enabled"));

    /** Further fields of answers about queries; ignored when read. */
    private static final Set<String> ANSWERS =
            Set.of("state", "warnings", "errors", "etag", "changed", "done", "answered");

    private static final String ENGLISH = "en";
    private static final int MOST_SHOWN = 80;

    private QueryJson() {}

    /**
     * Reads a draft; a null sets nothing.
     *
     * @throws IllegalArgumentException if something cannot be read; the message names its field
     */
    public static QueryDraft read(JsonNode json) {
        requireObject("a query", json);
        json.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name) && !ANSWERS.contains(name)) {
                throw new IllegalArgumentException(
                        "unknown field " + quoted(name) + " of a query; known are " + String.join(", ", FIELDS));
            }
        });
        field(json, "language", QueryJson::text).ifPresent(QueryJson::requireEnglish);
        return new QueryDraft(
                field(json, "id", QueryJson::text),
                field(json, "text", QueryJson::text),
                field(json, "otherTexts", QueryJson::texts),
                field(json, "negatives", QueryJson::texts),
                field(json, "sources", QueryJson::texts),
                rules(json),
                field(json, "labels", QueryJson::labels),
                field(json, "evidence", EvidenceJson::read),
                field(json, "enabled", QueryJson::truth));
    }

    /** Writes the parts that are set. */
    public static Map<String, Object> write(QueryDraft query) {
        Map<String, Object> json = new LinkedHashMap<>();
        query.id().ifPresent(id -> json.put("id", id));
        query.text().ifPresent(text -> json.put("text", text));
        query.otherTexts().ifPresent(texts -> json.put("otherTexts", texts));
        query.negatives().ifPresent(texts -> json.put("negatives", texts));
        query.rules()
                .sensitivity()
                .ifPresent(said -> json.put(
                        "sensitivity", new TreeMap<>(Map.of("kind", said.kind().name(), "value", said.value()))));
        query.sources().ifPresent(sources -> json.put("sources", sources));
        if (!query.rules().fields().isEmpty()) {
            json.put("rules", query.rules().fields());
        }
        query.labels().ifPresent(labels -> json.put("labels", new TreeMap<>(labels)));
        query.evidence().flatMap(kept -> kept).ifPresent(kept -> json.put("evidence", EvidenceJson.write(kept)));
        query.enabled().ifPresent(enabled -> json.put("enabled", enabled));
        return json;
    }

    private static WrittenRules rules(JsonNode json) {
        List<String> problems = new ArrayList<>();
        JsonNode rules = json.path("rules");
        requireKnownRules(rules);
        JsonNode sensitivity = sensitivity(json.path("sensitivity"));
        String scale = sensitivity.path("kind").asText();
        WrittenRules read = WrittenRules.ofRecord(
                name -> value(name.equals(scale) ? sensitivity.path("value") : rules.path(name)), problems);
        for (Rule<?> rule : Rule.WRITTEN) {
            Object value = value(rules.path(rule.key()));
            if (value != null) {
                read = read.withTyped(rule, value.toString());
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return read;
    }

    private static void requireKnownRules(JsonNode rules) {
        if (rules.isMissingNode() || rules.isNull()) {
            return;
        }
        requireObject("rules", rules);
        Set<String> known = new TreeSet<>();
        Rule.ALL.forEach(rule -> known.addAll(rule.fields()));
        Rule.WRITTEN.forEach(rule -> known.add(rule.key()));
        rules.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "unknown rule " + quoted(name) + "; known are " + String.join(", ", known));
            }
        });
    }

    private static Object value(JsonNode node) {
        if (node.isNumber()) {
            return node.numberValue();
        }
        return node.isMissingNode() || node.isNull() ? null : node.asText();
    }

    private static JsonNode sensitivity(JsonNode json) {
        if (!json.isMissingNode() && !json.isNull()) {
            requireObject("sensitivity", json);
            List<String> kinds =
                    Rule.SCALES.stream().map(rule -> rule.scale().name()).toList();
            if (!kinds.contains(json.path("kind").asText()) || value(json.path("value")) == null) {
                throw wrong("sensitivity", "have a value, and a kind of " + String.join(", ", kinds));
            }
        }
        return json;
    }

    private static <T> Optional<T> field(JsonNode json, String name, Reader<T> reader) {
        JsonNode value = json.path(name);
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(reader.read(name, value));
    }

    private static String text(String name, JsonNode value) {
        if (!value.isTextual()) {
            throw wrong(name, "be a text");
        }
        return value.textValue();
    }

    private static boolean truth(String name, JsonNode value) {
        if (!value.isBoolean()) {
            throw wrong(name, "be true or false");
        }
        return value.booleanValue();
    }

    private static List<String> texts(String name, JsonNode value) {
        if (!value.isArray()) {
            throw wrong(name, "be a list of texts");
        }
        return StreamSupport.stream(value.spliterator(), false)
                .map(one -> text(name, one))
                .toList();
    }

    private static Map<String, String> labels(String name, JsonNode value) {
        requireObject(name, value);
        Map<String, String> labels = new TreeMap<>();
        value.properties().forEach(entry -> labels.put(entry.getKey(), text(name, entry.getValue())));
        return labels;
    }

    /** As far as it helps: names come from strangers. */
    private static String quoted(String name) {
        return "\"" + (name.length() > MOST_SHOWN ? name.substring(0, MOST_SHOWN) + "..." : name) + "\"";
    }

    private static void requireObject(String name, JsonNode value) {
        if (!value.isObject()) {
            throw wrong(name, "be a JSON object");
        }
    }

    /** Whether a BCP 47 tag is of English, however it goes on: the one language that queries can be in. */
    public static boolean isEnglish(String languageTag) {
        return Locale.forLanguageTag(languageTag).getLanguage().equals(ENGLISH);
    }

    private static void requireEnglish(String language) {
        if (!isEnglish(language)) {
            throw wrong("language", "be English, \"en\"");
        }
    }

    private static IllegalArgumentException wrong(String name, String form) {
        return new IllegalArgumentException(name + " must " + form);
    }

    /** Reads the value of a field. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(String name, JsonNode value);
    }
}

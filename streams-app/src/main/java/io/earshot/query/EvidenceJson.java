package io.earshot.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is kept of a query's events, as JSON in the form of the record. No formats: nothing is kept. */
final class EvidenceJson {
    private static final Set<String> FIELDS =
            new TreeSet<>(Set.of("preSeconds", "postSeconds", "formats", "keepDays", "keepCount", "keepBytes"));

    private EvidenceJson() {}

    /** @throws IllegalArgumentException if something cannot be read; the message names it */
    static Optional<KeptEvidence> read(String name, JsonNode json) {
        if (!json.isObject()) {
            throw new IllegalArgumentException(name + " must be a JSON object");
        }
        json.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw new IllegalArgumentException(
                        "unknown field \"" + field + "\" of " + name + "; known are " + String.join(", ", FIELDS));
            }
        });
        List<String> formats = formats(json);
        KeptEvidence byDefault = KeptEvidence.DEFAULT;
        return formats.isEmpty()
                ? Optional.empty()
                : Optional.of(new KeptEvidence(
                        seconds(json, "preSeconds", byDefault.preSeconds()),
                        seconds(json, "postSeconds", byDefault.postSeconds()),
                        formats,
                        (int) whole(json, "keepDays", byDefault.keepDays(), Integer.MAX_VALUE),
                        (int) whole(json, "keepCount", byDefault.keepCount(), Integer.MAX_VALUE),
                        whole(json, "keepBytes", byDefault.keepBytes(), Long.MAX_VALUE)));
    }

    static Map<String, Object> write(KeptEvidence kept) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("preSeconds", kept.preSeconds());
        json.put("postSeconds", kept.postSeconds());
        json.put("formats", kept.formats());
        json.put("keepDays", kept.keepDays());
        json.put("keepCount", kept.keepCount());
        json.put("keepBytes", Long.toString(kept.keepBytes()));
        return json;
    }

    private static List<String> formats(JsonNode json) {
        JsonNode value = json.path("formats");
        if (value.isMissingNode() || value.isNull()) {
            return KeptEvidence.DEFAULT.formats();
        }
        List<String> formats = new ArrayList<>();
        value.forEach(format -> formats.add(format.asText()));
        if (!value.isArray()) {
            throw new IllegalArgumentException("formats must be a list of texts");
        }
        return formats;
    }

    private static double seconds(JsonNode json, String name, double byDefault) {
        JsonNode value = json.path(name);
        if (!value.isMissingNode() && !value.isNull() && !value.isNumber()) {
            throw new IllegalArgumentException(name + " must be a number of seconds");
        }
        return value.asDouble(byDefault);
    }

    /** A number, or digits in a text, because JavaScript loses those of 64-bit numbers. */
    private static long whole(JsonNode json, String name, long byDefault, long most) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return byDefault;
        }
        try {
            long number = Long.parseLong(value.asText());
            if (number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a whole number", e);
        }
        throw new IllegalArgumentException(name + " must be at most " + most);
    }
}

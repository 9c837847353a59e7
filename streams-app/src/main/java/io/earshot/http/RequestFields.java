package io.earshot.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.earshot.query.Form;
import io.earshot.query.QueryDraft;
import io.earshot.query.QueryJson;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The fields of a request: a JSON object, or the parameters of a plain GET. Rejects malformed ones with one line that names
 * the field.
 */
final class RequestFields {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final Pattern MICROS = Pattern.compile("-?\\d{1,18}");
    private static final int MAX_CHARS = 2_000;
    private static final double MAX_SECONDS = 1e6;

    private final JsonNode fields;

    /** @throws IllegalArgumentException if there is an unknown field */
    private RequestFields(JsonNode fields, Set<String> known) {
        this.fields = fields;
        fields.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "unknown " + (name.length() > 40 ? "field" : "field \"" + name + "\"") + "; known are "
                                + String.join(", ", new TreeSet<>(known)));
            }
        });
    }

    /** @throws IllegalArgumentException if the body is no JSON object, or has an unknown field */
    static RequestFields ofBody(String body, Set<String> known) {
        try {
            JsonNode json = JSON.readTree(body);
            if (!json.isObject()) {
                throw new IllegalArgumentException("the body must be a JSON object");
            }
            return new RequestFields(json, known);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
            // The library's own words name its classes.
            throw new IllegalArgumentException("the body is no JSON (RFC 8259), or has a field twice" + where, e);
        }
    }

    /**
     * @param several names of the parameters that may be repeated
     * @throws IllegalArgumentException if one is unknown, too long, or repeated
     */
    static RequestFields ofParameters(Map<String, List<String>> parameters, Set<String> known, Set<String> several) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        parameters.forEach((name, values) -> {
            if (values.stream().anyMatch(value -> value.length() > MAX_CHARS)) {
                throw wrong(name, "have at most " + MAX_CHARS + " characters");
            }
            if (several.contains(name)) {
                ArrayNode texts = json.putArray(name);
                values.stream().filter(value -> !value.isBlank()).forEach(texts::add);
            } else if (values.size() > 1) {
                throw wrong(name, "be given once");
            } else if (!values.get(0).isBlank()) {
                json.put(name, values.get(0));
            }
        });
        return new RequestFields(json, known);
    }

    /** @throws IllegalArgumentException if a request has parameters although it takes none */
    static void requireNone(Context ctx) {
        ofParameters(ctx.queryParamMap(), Set.of(), Set.of());
    }

    Optional<String> text(String name) {
        return value(name).map(value -> {
            if (!value.isTextual()) {
                throw wrong(name, "be a text");
            }
            return value.textValue();
        });
    }

    String required(String name) {
        return text(name).orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is missing"));
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        value(name).ifPresent(values -> {
            values.forEach(value -> texts.add(value.asText()));
            if (!values.isArray()) {
                throw wrong(name, "be a list of texts");
            }
        });
        return texts;
    }

    Optional<Integer> whole(String name) {
        return value(name).map(value -> {
            try {
                return Integer.valueOf(value.asText());
            } catch (NumberFormatException e) {
                throw wrong(name, "be a whole number");
            }
        });
    }

    Optional<Double> number(String name) {
        return value(name).map(value -> {
            try {
                double number = Double.parseDouble(value.asText());
                if (Double.isFinite(number)) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // thrown below, as for numbers that are not finite
            }
            throw wrong(name, "be a number");
        });
    }

    /** A length of time: a number of seconds, or a text such as 2s. */
    Optional<Duration> time(String name) {
        return value(name).map(value -> {
            Duration time;
            try {
                time = value.isNumber()
                        ? Form.TIME.ofNumbers(List.of(value.numberValue()))
                        : Form.TIME.parse(value.asText());
            } catch (IllegalArgumentException e) {
                throw wrong(name, "be a length of time, for example 2s or 5m");
            }
            if (time.toMillis() > MAX_SECONDS * 1e3) {
                throw wrong(name, "be at most " + (long) MAX_SECONDS + " s");
            }
            return time;
        });
    }

    /** Microseconds since 1970. */
    Optional<Long> micros(String name) {
        return value(name).map(JsonNode::asText).map(time -> {
            try {
                return MICROS.matcher(time).matches()
                        ? Long.parseLong(time)
                        : ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
            } catch (DateTimeException | ArithmeticException e) {
                throw wrong(name, "be a time like 2026-01-31T06:00:00Z, or microseconds since 1970");
            }
        });
    }

    /** The zone of times in lines for people. */
    ZoneId zone() {
        try {
            return text("zone").map(ZoneId::of).orElse(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw wrong("zone", "be an IANA time zone, for example Europe/Berlin");
        }
    }

    /** A query, or changes of one. */
    Optional<QueryDraft> query(String name) {
        return value(name).map(QueryJson::read);
    }

    private Optional<JsonNode> value(String name) {
        return Optional.ofNullable(fields.get(name)).filter(value -> !value.isNull());
    }

    private static IllegalArgumentException wrong(String name, String form) {
        return new IllegalArgumentException("\"" + name + "\" must " + form);
    }
}

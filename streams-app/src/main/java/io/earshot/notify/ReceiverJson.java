package io.earshot.notify;

import com.fasterxml.jackson.databind.JsonNode;
import io.earshot.decide.EventPhase;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Receivers as JSON, for the API and the command line. What is written is read again; it holds no secret. */
public final class ReceiverJson {
    private static final Set<String> FIELDS = new TreeSet<>(
            Set.of("id", "kind", "address", "options", "enabled", "route", "quietHours", "grouping", "disabledReason"));
    private static final Set<String> ROUTE =
            new TreeSet<>(Set.of("sources", "queries", "labels", "minConfidence", "phases", "absences"));
    private static final Set<String> QUIET = new TreeSet<>(Set.of("zone", "spans", "then"));
    private static final Set<String> GROUPING = new TreeSet<>(Set.of("gatherSeconds", "most"));
    private static final double MILLIS = 1e3;

    private ReceiverJson() {}

    /** The fields of a receiver, as they are read again. */
    public static Map<String, Object> write(Receiver receiver) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", receiver.id());
        fields.put("kind", receiver.kind().name());
        fields.put("address", receiver.address());
        fields.put("options", new TreeMap<>(receiver.options()));
        fields.put("enabled", receiver.enabled());
        Map<String, Object> route = new LinkedHashMap<>();
        route.put("sources", receiver.route().sources());
        route.put("queries", receiver.route().queries());
        route.put("labels", new TreeMap<>(receiver.route().labels()));
        route.put("minConfidence", receiver.route().minConfidence());
        route.put(
                "phases",
                receiver.route().phases().stream().sorted().map(Enum::name).toList());
        route.put("absences", receiver.route().absences().name());
        fields.put("route", route);
        Map<String, Object> quiet = new LinkedHashMap<>();
        quiet.put("zone", receiver.quietHours().zone().getId());
        quiet.put(
                "spans",
                receiver.quietHours().spans().stream().map(QuietSpan::toString).toList());
        quiet.put("then", receiver.quietHours().then().name());
        fields.put("quietHours", quiet);
        Map<String, Object> grouping = new LinkedHashMap<>();
        grouping.put("gatherSeconds", receiver.grouping().gather().toMillis() / MILLIS);
        grouping.put("most", receiver.grouping().most());
        fields.put("grouping", grouping);
        fields.put("disabledReason", receiver.disabledReason());
        return fields;
    }

    /**
     * Reads a receiver; what is left out has its default. The reason for which Earshot disabled it is not read.
     *
     * @param id that it has if it does not say; if it does, it must be this one
     * @throws IllegalArgumentException if it is none, or cannot be kept; the message is one line and holds no secret
     */
    public static Receiver read(String id, JsonNode json) {
        requireKnown("a receiver", json, FIELDS);
        if (!text(json, "id", id).equals(id)) {
            throw new IllegalArgumentException("the receiver's id is not that of its path");
        }
        Receiver receiver = new Receiver(
                id,
                constant(ReceiverKind.class, "kind", text(json, "kind", "")),
                text(json, "address", "").strip(),
                map(json, "options"),
                truth(json, "enabled", true),
                route(json.path("route")),
                quiet(json.path("quietHours")),
                grouping(json.path("grouping")),
                "");
        ReceiverCheck.requireKeepable(receiver);
        return receiver;
    }

    private static Route route(JsonNode json) {
        requireKnown("a route", json, ROUTE);
        Set<EventPhase> phases = EnumSet.noneOf(EventPhase.class);
        texts(json, "phases").forEach(name -> phases.add(constant(EventPhase.class, "phases", name)));
        return new Route(
                texts(json, "sources"),
                texts(json, "queries"),
                map(json, "labels"),
                number(json, "minConfidence", 0),
                json.path("phases").isMissingNode() ? Route.ALL.phases() : phases,
                constant(Route.Absences.class, "absences", text(json, "absences", "INCLUDED")));
    }

    private static QuietHours quiet(JsonNode json) {
        requireKnown("quiet hours", json, QUIET);
        try {
            return new QuietHours(
                    ZoneId.of(text(json, "zone", "Z")),
                    texts(json, "spans").stream().map(QuietSpan::parse).toList(),
                    constant(QuietHours.Then.class, "then", text(json, "then", "HOLD")));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("zone must be an IANA time zone, for example Europe/Berlin", e);
        }
    }

    private static Grouping grouping(JsonNode json) {
        requireKnown("grouping", json, GROUPING);
        return new Grouping(Duration.ofMillis(Math.round(number(json, "gatherSeconds", 0) * MILLIS)), (int)
                number(json, "most", Grouping.DEFAULT_MOST));
    }

    private static void requireKnown(String what, JsonNode json, Set<String> known) {
        if (!json.isMissingNode() && !json.isObject()) {
            throw new IllegalArgumentException(what + " must be a JSON object");
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("unknown field "
                        + (name.length() > 40 ? "" : "\"" + name + "\" ") + "of " + what + "; known are "
                        + String.join(", ", known));
            }
        });
    }

    private static String text(JsonNode json, String name, String ifMissing) {
        JsonNode value = json.path(name);
        if (value.isMissingNode()) {
            return ifMissing;
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException("\"" + name + "\" must be a text");
        }
        return value.textValue();
    }

    private static boolean truth(JsonNode json, String name, boolean ifMissing) {
        JsonNode value = json.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new IllegalArgumentException("\"" + name + "\" must be true or false");
        }
        return value.asBoolean(ifMissing);
    }

    private static double number(JsonNode json, String name, double ifMissing) {
        JsonNode value = json.path(name);
        if (!value.isMissingNode() && !value.isNumber()) {
            throw new IllegalArgumentException("\"" + name + "\" must be a number");
        }
        return value.asDouble(ifMissing);
    }

    private static List<String> texts(JsonNode json, String name) {
        List<String> texts = new ArrayList<>();
        JsonNode values = json.path(name);
        if (!values.isMissingNode() && !values.isArray()) {
            throw new IllegalArgumentException("\"" + name + "\" must be a list of texts");
        }
        values.forEach(value -> {
            if (!value.isTextual()) {
                throw new IllegalArgumentException("\"" + name + "\" must be a list of texts");
            }
            texts.add(value.textValue());
        });
        return texts;
    }

    private static Map<String, String> map(JsonNode json, String name) {
        Map<String, String> map = new LinkedHashMap<>();
        JsonNode value = json.path(name);
        if (!value.isMissingNode() && !value.isObject()) {
            throw new IllegalArgumentException("\"" + name + "\" must be an object of texts");
        }
        value.properties().forEach(entry -> {
            if (!entry.getValue().isTextual()) {
                throw new IllegalArgumentException("\"" + name + "\" must be an object of texts");
            }
            map.put(entry.getKey(), entry.getValue().textValue());
        });
        return map;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name, String text) {
        List<String> known = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text.toUpperCase(Locale.ROOT))) {
                return constant;
            }
            known.add(constant.name());
        }
        throw new IllegalArgumentException("\"" + name + "\" must be one of " + String.join(", ", known));
    }
}

package io.earshot.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The written form of a source: a JSON object, or a row of a table with the same names. */
public final class SourceForm {
    /** Of a name that is not known. */
    private static final int MOST_SHOWN = 80;

    public static final String ID = "id";
    public static final String ADDRESS = "address";
    public static final String CHANNEL = "channel";
    public static final String TRACK = "track";
    public static final String PAUSED = "paused";
    public static final String OPTIONS = "options";
    public static final String LABELS = "labels";

    /** What lists add, and nobody can set. */
    private static final Set<String> OF_THE_LIST = Set.of(
            "configured",
            "etag",
            "changed",
            "done",
            "answered",
            "heardTo",
            "listening",
            "state",
            "since",
            "reason",
            "tries",
            "nextTry",
            "heardSeconds",
            "missedSeconds",
            "levelDbfs",
            "driftPpm",
            "clockOffsetSeconds",
            "title",
            "heardChannel",
            "listener",
            "error");

    private static final Set<String> NAMES = Set.of(ID, ADDRESS, CHANNEL, TRACK, PAUSED, OPTIONS, LABELS);
    private static final int MOST_ID_CHARS = 200;
    private static final int MOST_TRACK = 1_000;

    private SourceForm() {}

    /** The fields of a source, as they are read again. */
    public static Map<String, Object> write(AudioSource source) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(ID, source.id());
        fields.put(ADDRESS, source.address());
        fields.put(CHANNEL, source.channel().toString());
        fields.put(TRACK, source.track());
        fields.put(PAUSED, source.paused());
        fields.put(OPTIONS, new TreeMap<>(source.options()));
        fields.put(LABELS, new TreeMap<>(source.labels()));
        return fields;
    }

    /** @throws IllegalArgumentException if it is no source */
    public static AudioSource read(JsonNode json) {
        if (!json.isObject()) {
            throw new IllegalArgumentException("a source is a JSON object");
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!NAMES.contains(name) && !OF_THE_LIST.contains(name)) {
                throw new IllegalArgumentException(
                        "a source has no " + name.substring(0, Math.min(name.length(), MOST_SHOWN)));
            }
        });
        String address = text(json, ADDRESS, "");
        JsonNode paused = json.path(PAUSED);
        if (isSet(paused) && !paused.isBoolean()) {
            throw new IllegalArgumentException("paused is true or false");
        }
        JsonNode track = json.path(TRACK);
        if (isSet(track) && !track.isInt()) {
            throw new IllegalArgumentException("track is a whole number");
        }
        return checked(new AudioSource(
                text(json, ID, address.isBlank() ? "" : WrittenAddress.id(address)),
                address,
                Channel.of(text(json, CHANNEL, "mix")),
                isSet(track) ? track.intValue() : 1,
                paused.asBoolean(false),
                map(json, OPTIONS),
                map(json, LABELS)));
    }

    /** @throws IllegalArgumentException if a cell is wrong */
    public static AudioSource read(Map<String, String> row) {
        String address = row.getOrDefault(ADDRESS, "").strip();
        return checked(new AudioSource(
                row.getOrDefault(ID, address.isBlank() ? "" : WrittenAddress.id(address))
                        .strip(),
                address,
                Channel.of(row.getOrDefault(CHANNEL, "mix").strip()),
                number(row.getOrDefault(TRACK, "1")),
                truth(row.getOrDefault(PAUSED, "false")),
                pairs(row.getOrDefault(OPTIONS, "")),
                pairs(row.getOrDefault(LABELS, ""))));
    }

    /** @throws IllegalArgumentException if Earshot would not listen to it as it is */
    public static AudioSource checked(AudioSource source) {
        if (source.address().isBlank()) {
            throw new IllegalArgumentException("a source needs an address");
        }
        source.requireKeepable();
        if (source.id().isBlank() || source.id().length() > MOST_ID_CHARS) {
            throw new IllegalArgumentException("an id has 1 to " + MOST_ID_CHARS + " characters");
        }
        if (source.track() < 1 || source.track() > MOST_TRACK) {
            throw new IllegalArgumentException("track " + source.track() + " must lie between 1 and " + MOST_TRACK);
        }
        return source;
    }

    private static String text(JsonNode json, String name, String ifMissing) {
        JsonNode value = json.path(name);
        if (!isSet(value)) {
            return ifMissing;
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException(name + " is a text");
        }
        return value.asText().strip();
    }

    private static Map<String, String> map(JsonNode json, String name) {
        Map<String, String> map = new LinkedHashMap<>();
        JsonNode value = json.path(name);
        if (isSet(value) && !value.isObject()) {
            throw new IllegalArgumentException(name + " is an object of texts");
        }
        value.properties().forEach(entry -> {
            if (!entry.getValue().isValueNode()) {
                throw new IllegalArgumentException(name + " is an object of texts");
            }
            map.put(entry.getKey(), entry.getValue().asText());
        });
        return map;
    }

    /** A null sets nothing. */
    private static boolean isSet(JsonNode value) {
        return !value.isMissingNode() && !value.isNull();
    }

    /** NAME=VALUE, separated by semicolons. */
    private static Map<String, String> pairs(String text) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String pair : text.split(";", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                map.put(
                        pair.substring(0, equals).strip(),
                        pair.substring(equals + 1).strip());
            } else if (!pair.isBlank()) {
                throw new IllegalArgumentException(
                        "\"" + pair.strip() + "\" is not NAME=VALUE; several are joined by ;");
            }
        }
        return map;
    }

    private static int number(String text) {
        if (!text.strip().matches("\\d{1,9}")) {
            throw new IllegalArgumentException("track " + text + " is not a whole number");
        }
        return Integer.parseInt(text.strip());
    }

    private static boolean truth(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> true;
            case "false", "no", "0", "" -> false;
            default -> throw new IllegalArgumentException("paused " + text + " is neither true nor false");
        };
    }
}

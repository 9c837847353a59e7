package io.earshot.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.earshot.source.AudioSource;
import io.earshot.source.Channel;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The written form of a source: a JSON object, or a row of a table with the same names. */
final class SourceForm {
    static final String ID = "id";
    static final String ADDRESS = "address";
    static final String CHANNEL = "channel";
    static final String TRACK = "track";
    static final String PAUSED = "paused";
    static final String OPTIONS = "options";
    static final String LABELS = "labels";

    /** What {@code source ls --json} adds, and nobody can set. */
    private static final Set<String> OF_THE_LIST = Set.of(
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
    static Map<String, Object> write(AudioSource source) {
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

    /** @throws WrongUseException if it is no source */
    static AudioSource read(JsonNode json) {
        if (!json.isObject()) {
            throw new WrongUseException("a source is a JSON object");
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!NAMES.contains(name) && !OF_THE_LIST.contains(name)) {
                throw new WrongUseException("a source has no " + Printed.of(name));
            }
        });
        String address = text(json, ADDRESS, "");
        JsonNode paused = json.path(PAUSED);
        if (!paused.isMissingNode() && !paused.isBoolean()) {
            throw new WrongUseException("paused is true or false");
        }
        JsonNode track = json.path(TRACK);
        if (!track.isMissingNode() && !track.isInt()) {
            throw new WrongUseException("track is a whole number");
        }
        return checked(new AudioSource(
                text(json, ID, address.isBlank() ? "" : SourceAddress.id(address)),
                address,
                channel(text(json, CHANNEL, "mix")),
                track.asInt(1),
                paused.asBoolean(false),
                map(json, OPTIONS),
                map(json, LABELS)));
    }

    /** @throws WrongUseException if a cell is wrong */
    static AudioSource read(Map<String, String> row) {
        String address = row.getOrDefault(ADDRESS, "").strip();
        return checked(new AudioSource(
                row.getOrDefault(ID, address.isBlank() ? "" : SourceAddress.id(address))
                        .strip(),
                address,
                channel(row.getOrDefault(CHANNEL, "mix")),
                number(row.getOrDefault(TRACK, "1")),
                truth(row.getOrDefault(PAUSED, "false")),
                pairs(row.getOrDefault(OPTIONS, "")),
                pairs(row.getOrDefault(LABELS, ""))));
    }

    static Channel channel(String text) {
        try {
            return Channel.of(text.strip());
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(Printed.of(e.getMessage()));
        }
    }

    /** @throws WrongUseException if Earshot would not listen to it as it is */
    static AudioSource checked(AudioSource source) {
        if (source.address().isBlank()) {
            throw new WrongUseException("a source needs an address");
        }
        try {
            source.requireKeepable();
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(Printed.of(e.getMessage()));
        }
        if (source.id().isBlank() || source.id().length() > MOST_ID_CHARS) {
            throw new WrongUseException("an id has 1 to " + MOST_ID_CHARS + " characters");
        }
        if (source.track() < 1 || source.track() > MOST_TRACK) {
            throw new WrongUseException("track " + source.track() + " must lie between 1 and " + MOST_TRACK);
        }
        return source;
    }

    private static String text(JsonNode json, String name, String ifMissing) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return ifMissing;
        }
        if (!value.isTextual()) {
            throw new WrongUseException(name + " is a text");
        }
        return value.asText().strip();
    }

    private static Map<String, String> map(JsonNode json, String name) {
        Map<String, String> map = new LinkedHashMap<>();
        JsonNode value = json.path(name);
        if (!value.isMissingNode() && !value.isObject()) {
            throw new WrongUseException(name + " is an object of texts");
        }
        value.properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
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
                throw new WrongUseException(
                        "\"" + Printed.of(pair.strip()) + "\" is not NAME=VALUE; several are joined by ;");
            }
        }
        return map;
    }

    private static int number(String text) {
        if (!text.strip().matches("\\d{1,9}")) {
            throw new WrongUseException("track " + Printed.of(text) + " is not a whole number");
        }
        return Integer.parseInt(text.strip());
    }

    private static boolean truth(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> true;
            case "false", "no", "0", "" -> false;
            default -> throw new WrongUseException("paused " + Printed.of(text) + " is neither true nor false");
        };
    }
}

package io.earshot.stream;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The attributes behind the colon of a tag of an HLS list: {@code NAME=value,NAME="value"}. */
final class HlsAttributes {
    // A name is tried once, from its start: a line of a stranger must not cost more than its length.
    private static final Pattern ATTRIBUTE =
            Pattern.compile("(?<![A-Z0-9-])([A-Z0-9-]++)\\s*+=\\s*+(?:\"([^\"]*+)\"|([^\",]*))");

    private final Map<String, String> values = new HashMap<>();

    private HlsAttributes() {}

    static HlsAttributes parse(String text) {
        HlsAttributes attributes = new HlsAttributes();
        Matcher matcher = ATTRIBUTE.matcher(text);
        while (matcher.find()) {
            String value = matcher.group(2) == null ? matcher.group(3).strip() : matcher.group(2);
            attributes.values.putIfAbsent(matcher.group(1), value);
        }
        return attributes;
    }

    /** The value of an attribute, or an empty text. */
    String get(String name) {
        return values.getOrDefault(name, "");
    }

    /** A number, or 0 for what is none. */
    long number(String name) {
        String value = get(name);
        return value.matches("[0-9]{1,18}") ? Long.parseLong(value) : 0;
    }
}

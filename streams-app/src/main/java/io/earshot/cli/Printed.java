package io.earshot.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Texts of a user and results of a command, each printed on one line whatever characters it holds. */
final class Printed {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Printed() {}

    /**
     * What {@code --json} prints in every command.
     *
     * @param value a map, or a record whose components are its keys
     */
    static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(
                    "cannot be written as JSON: " + value.getClass().getSimpleName(), e);
        }
    }

    /** For people: escapes line breaks, tabs and other characters that control a terminal, as Java and JSON do. */
    static String of(String words) {
        StringBuilder line = new StringBuilder(words.length());
        words.codePoints().forEach(c -> append(line, c));
        return line.toString();
    }

    private static void append(StringBuilder line, int c) {
        switch (c) {
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> {
                if (breaksLines(c)) {
                    line.append(String.format(Locale.ROOT, "\\u%04x", c));
                } else {
                    line.appendCodePoint(c);
                }
            }
        }
    }

    /** The last two reverse the direction of what follows, so that a line would show something else than it holds. */
    private static boolean breaksLines(int c) {
        return Character.isISOControl(c)
                || c == '\u2028'
                || c == '\u2029'
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }
}

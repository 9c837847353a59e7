package io.earshot.cli;

import java.util.Locale;

/**
 * Words of users, files and other programs as a terminal may see them: on one line, and without what moves the cursor,
 * changes colours or turns the direction of writing.
 */
final class Shown {
    private static final String ESCAPED = "\n\r\t";
    private static final String NAMES = "nrt";

    private Shown() {}

    /** The text; line breaks and tabs as {@code \n}, {@code \r}, {@code \t}, other controls as <code>&#92;u001b</code>. */
    static String of(String text) {
        if (text.codePoints().noneMatch(Shown::isControl)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> shown.append(isControl(c) ? escaped(c) : Character.toString(c)));
        return shown.toString();
    }

    private static String escaped(int c) {
        int name = ESCAPED.indexOf(c);
        return name >= 0 ? "\\" + NAMES.charAt(name) : String.format(Locale.ROOT, "\\u%04x", c);
    }

    private static boolean isControl(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> turnsDirection(c);
        };
    }

    private static boolean turnsDirection(int c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }
}

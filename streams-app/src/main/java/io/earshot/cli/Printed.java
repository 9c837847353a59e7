package io.earshot.cli;

import java.util.Locale;

/** Words of a user as they are printed for people: on one line, whatever they hold. */
final class Printed {
    private Printed() {}

    /** Line breaks, tabs and other characters that control a terminal are written as Java and JSON write them. */
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

    /** The last two turn the direction of what follows, so that a line could show what it does not say. */
    private static boolean breaksLines(int c) {
        return Character.isISOControl(c)
                || c == '\u2028'
                || c == '\u2029'
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }
}

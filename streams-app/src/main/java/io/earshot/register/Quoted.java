package io.earshot.register;

/** A user's words in a message: on one line, not too long. */
final class Quoted {
    private static final int MAX_CHARS = 60;

    private Quoted() {}

    static String of(String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return "\"" + (line.length() <= MAX_CHARS ? line : line.substring(0, MAX_CHARS) + "...") + "\"";
    }
}

package io.earshot.wire;

/** What went wrong, on one line. */
final class OneLine {
    private static final int MAX_CHARS = 300;

    private OneLine() {}

    static String of(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return of(message);
    }

    static String of(String message) {
        String line = message.replaceAll("\\s+", " ").strip();
        return line.length() <= MAX_CHARS ? line : line.substring(0, MAX_CHARS) + "...";
    }
}

package io.earshot.explain;

/**
 * One setting of a query, changed.
 *
 * @param setting that is changed, named as the option of the command line
 * @param from its value in words
 * @param to its new value in words
 */
public record Change(String setting, String from, String to) {
    static final String THRESHOLD = "threshold";
    static final String NEGATIVES = "not";
    static final String CONFIRM = "confirm";
    static final String MIN_DURATION = "min-duration";
    static final String COOLDOWN = "cooldown";
    static final String SOURCES = "source";

    /** As it is typed, with what it was. */
    String inWords() {
        return "--" + setting + " " + to + " (was " + from + ")";
    }
}

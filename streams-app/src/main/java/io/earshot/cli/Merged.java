package io.earshot.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** What stood there with what is given over it. */
final class Merged {
    private Merged() {}

    /** A name given without a value is taken away. */
    static Map<String, String> of(Map<String, String> before, Map<String, String> given) {
        Map<String, String> merged = new LinkedHashMap<>(before);
        merged.putAll(given);
        merged.values().removeIf(String::isEmpty);
        return merged;
    }
}

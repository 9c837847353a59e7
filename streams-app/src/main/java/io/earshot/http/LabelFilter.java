package io.earshot.http;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A label that is asked for.
 *
 * @param name of the label
 * @param value of the label; empty: any
 */
record LabelFilter(String name, Optional<String> value) {
    /** Reads {@code NAME=VALUE} or {@code NAME}. */
    static LabelFilter of(String written) {
        int equals = written.indexOf('=');
        return equals < 0
                ? new LabelFilter(written, Optional.empty())
                : new LabelFilter(written.substring(0, equals), Optional.of(written.substring(equals + 1)));
    }

    boolean isAmong(Map<String, String> labels) {
        String found = labels.get(name);
        return found != null && (value.isEmpty() || value.get().equals(found));
    }

    /** Labels as they are searched. */
    static Stream<String> texts(Map<String, String> labels) {
        return labels.entrySet().stream().map(label -> label.getKey() + "=" + label.getValue());
    }
}

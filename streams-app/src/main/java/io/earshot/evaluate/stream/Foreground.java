package io.earshot.evaluate.stream;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sounds of each label, ready to be planted.
 *
 * @param byLabel at least one sound each
 */
record Foreground(Map<String, List<Sound>> byLabel) {
    /**
     * A sound that can be planted.
     *
     * @param file as its list names it
     * @param texts that are right for it, the first being its label
     * @param samples read-only
     */
    record Sound(String file, List<String> texts, float[] samples) {
        String label() {
            return texts.get(0);
        }
    }

    /** These sounds, and those of another for labels that have none here. */
    Foreground withMissing(Foreground other) {
        Map<String, List<Sound>> all = new LinkedHashMap<>(byLabel);
        other.byLabel.forEach(all::putIfAbsent);
        return new Foreground(all);
    }

    /** Whether a label has sounds. */
    boolean has(String label) {
        return byLabel.containsKey(label);
    }

    /** Number of sounds of all labels. */
    int sounds() {
        return byLabel.values().stream().mapToInt(List::size).sum();
    }
}

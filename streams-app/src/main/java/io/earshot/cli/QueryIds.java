package io.earshot.cli;

import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Ids for queries whose user gave none. */
final class QueryIds {
    private static final int MAX_CHARS = 60;

    private QueryIds() {}

    /**
     * The text's letters and digits in lower case, joined by hyphens, long ones cut; the text itself if it has none.
     *
     * @throws IllegalArgumentException if the text is blank
     */
    static String of(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a query needs words");
        }
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{Nd}]+", "-")
                .replaceAll("^-|-$", "");
        String id = plain.isEmpty() ? text : plain;
        return id.length() <= MAX_CHARS ? id : id.substring(0, MAX_CHARS) + "-" + Integer.toHexString(id.hashCode());
    }

    /** Ids for several texts, in their order; texts that would get the same one are numbered, equal texts are one. */
    static Map<String, String> ofAll(List<String> texts) {
        Map<String, String> textById = new LinkedHashMap<>();
        for (String text : texts) {
            if (!textById.containsValue(text)) {
                String id = of(text);
                String free = id;
                for (int number = 2; textById.containsKey(free); number++) {
                    free = id + "-" + number;
                }
                textById.put(free, text);
            }
        }
        return textById;
    }
}

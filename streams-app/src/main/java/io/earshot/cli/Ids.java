package io.earshot.cli;

import io.earshot.ingest.AudioFiles;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Ids of queries and sources whose user gave none. */
final class Ids {
    private static final int MAX_CHARS = 60;

    private Ids() {}

    /**
     * The text's letters and digits in lower case, joined by hyphens and cut if long; the text itself if it has none.
     *
     * @throws IllegalArgumentException if the text is blank
     */
    static String ofText(String text) {
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

    /** Texts by id, in their order. Equal texts get one id; different texts with the same id are numbered. */
    static Map<String, String> ofTexts(List<String> texts) {
        Map<String, String> textById = new LinkedHashMap<>();
        for (String text : texts) {
            if (!textById.containsValue(text)) {
                textById.put(free(ofText(text), textById.keySet()), text);
            }
        }
        return textById;
    }

    /** An id, numbered if it is taken. */
    static String free(String id, Set<String> taken) {
        String free = id;
        for (int number = 2; taken.contains(free); number++) {
            free = id + "-" + number;
        }
        return free;
    }

    /** The source of a file, or of standard input: the same in every command. */
    static String ofInput(String file) {
        return file.equals(AudioFiles.STDIN) ? "stdin" : ofFile(Path.of(file));
    }

    /** The file's name without its ending. */
    static String ofFile(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}

package io.earshot.source;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text whose references to secrets are taken out, so that what stands in them cannot be taken for parts of a URL. */
final class MaskedReferences {
    /** A reference: what it leads to, and its name. */
    static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]*)}");

    /** Stands for what is not shown. */
    static final String HIDDEN = "***";

    /** Characters for private use; no URL holds them. */
    private static final char MASK = '\uE000';

    private final String text;
    private final List<String> references;

    private MaskedReferences(String text, List<String> references) {
        this.text = text;
        this.references = references;
    }

    static MaskedReferences of(String address) {
        if (address.indexOf(MASK) >= 0) {
            throw new IllegalArgumentException("the address holds a character for private use");
        }
        List<String> references = new ArrayList<>();
        Matcher matcher = REFERENCE.matcher(address);
        while (matcher.find()) {
            references.add(matcher.group());
        }
        return new MaskedReferences(
                REFERENCE.matcher(address).replaceAll(String.valueOf(MASK)), List.copyOf(references));
    }

    /** With one private character for each reference. */
    String text() {
        return text;
    }

    boolean isIn(String part) {
        return part.indexOf(MASK) >= 0;
    }

    /** The references back in a part of the text; parts are given from left to right, each once. */
    String restored(String part) {
        int from = text.indexOf(part);
        int next = (int) text.substring(0, from).chars().filter(c -> c == MASK).count();
        StringBuilder restored = new StringBuilder();
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            restored.append(c == MASK ? references.get(next++) : String.valueOf(c));
        }
        return restored.toString();
    }

    /** Index of the first colon that is not in a reference, or -1. */
    static int colon(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (c == ':' && depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a text is nothing but references. */
    static boolean areAll(String text) {
        return REFERENCE.matcher(text).replaceAll("").isEmpty();
    }

    /** A text that shows its references, and nothing else of itself. */
    static String hidden(String text) {
        if (text.isEmpty()) {
            return "";
        }
        StringBuilder shown = new StringBuilder();
        Matcher matcher = REFERENCE.matcher(text);
        while (matcher.find()) {
            shown.append(matcher.group());
        }
        return areAll(text) ? shown.toString() : HIDDEN + shown;
    }
}

package io.earshot.register;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether a text looks English: by its script, and by words and accents of six neighbouring languages. In doubt a
 * text is English.
 */
final class LanguageGuess {
    private static final Pattern WORD = Pattern.compile("\\p{L}+");
    private static final String RESOURCE = "foreign-words.txt";

    /** Words that English queries are full of, and that are none of the foreign words. */
    private static final Set<String> ENGLISH = Set.of(("a an the of and in is are on with as at to by from for while"
                    + " then some someone into over near off it its his her their being or no not without that this"
                    + " people man woman person out up down loud sound sounds")
            .split(" "));

    private final Set<String> foreign = readForeign();

    boolean looksEnglish(String text) {
        if (text.codePoints().anyMatch(LanguageGuess::isOfAnotherScript)) {
            return false;
        }
        List<String> words = WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .toList();
        long english = words.stream().filter(ENGLISH::contains).count();
        long strange = words.stream()
                .filter(word -> foreign.contains(word) || hasAccent(word))
                .count();
        return strange <= english;
    }

    private static boolean isOfAnotherScript(int c) {
        return Character.isLetter(c)
                && switch (Character.UnicodeScript.of(c)) {
                    case LATIN, COMMON, INHERITED -> false;
                    default -> true;
                };
    }

    private static boolean hasAccent(String word) {
        String composed = Normalizer.normalize(word, Normalizer.Form.NFC);
        return composed.codePoints().anyMatch(c -> c > 0x7F);
    }

    private static Set<String> readForeign() {
        try (InputStream in = LanguageGuess.class.getResourceAsStream(RESOURCE)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Pattern.compile(" ").splitAsStream(line.strip()))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }
}

package io.earshot.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Text to words as uncased BERT splits it: lower case, no accents; each punctuation mark and each Chinese character is
 * a word of its own. Follows BertNormalizer and BertPreTokenizer of the tokenizers library.
 */
final class WordSplitter {
    private static final int REPLACEMENT_CHARACTER = 0xFFFD;

    private WordSplitter() {}

    /** The words, none of them empty. */
    static List<String> split(String text) {
        String plain = withoutAccents(spacedAndClean(text));
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        plain.codePoints().map(Character::toLowerCase).forEach(c -> {
            if (c == ' ' || isPunctuation(c)) {
                flush(word, words);
            }
            if (isPunctuation(c)) {
                words.add(Character.toString(c));
            } else if (c != ' ') {
                word.appendCodePoint(c);
            }
        });
        flush(word, words);
        return words;
    }

    private static void flush(StringBuilder word, List<String> words) {
        if (word.length() > 0) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private static String spacedAndClean(String text) {
        StringBuilder clean = new StringBuilder(text.length() + 16);
        text.codePoints().filter(c -> !isDropped(c)).forEach(c -> {
            if (isWhitespace(c)) {
                clean.append(' ');
            } else if (isChinese(c)) {
                clean.append(' ').appendCodePoint(c).append(' ');
            } else {
                clean.appendCodePoint(c);
            }
        });
        return clean.toString();
    }

    private static String withoutAccents(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
        StringBuilder plain = new StringBuilder(decomposed.length());
        decomposed
                .codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static boolean isDropped(int c) {
        if (c == '\t' || c == '\n' || c == '\r') {
            return false;
        }
        return c == 0
                || c == REPLACEMENT_CHARACTER
                || switch (Character.getType(c)) {
                    case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE -> true;
                    default -> false;
                };
    }

    private static boolean isWhitespace(int c) {
        return c == '\t' || c == '\n' || c == '\r' || Character.isSpaceChar(c);
    }

    private static boolean isPunctuation(int c) {
        if (c < 128) {
            return c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
        }
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    /** The CJK blocks that BERT splits; kana and hangul are not among them. */
    private static boolean isChinese(int c) {
        return isIn(c, 0x4E00, 0x9FFF)
                || isIn(c, 0x3400, 0x4DBF)
                || isIn(c, 0x20000, 0x2A6DF)
                || isIn(c, 0x2A700, 0x2B73F)
                || isIn(c, 0x2B740, 0x2B81F)
                || isIn(c, 0x2B920, 0x2CEAF)
                || isIn(c, 0xF900, 0xFAFF)
                || isIn(c, 0x2F800, 0x2FA1F);
    }

    private static boolean isIn(int c, int first, int last) {
        return first <= c && c <= last;
    }
}

package io.earshot.text;

import java.util.Iterator;
import java.util.List;

/** Splits words into the longest pieces that the vocabulary knows, from left to right. Safe for several threads. */
public final class WordPieceTokenizer extends Tokenizer {
    /** Words longer than this are unknown, in code points. */
    private static final int MAX_WORD_LENGTH = 100;

    private static final String CONTINUATION = "##";

    private final Vocabulary vocabulary;

    /**
     * @param maxTokens most tokens of a text with the first and last special one, at least 3
     * @throws IllegalArgumentException if {@code maxTokens} is less than 3
     */
    public WordPieceTokenizer(Vocabulary vocabulary, int maxTokens) {
        super(maxTokens, vocabulary.classId(), vocabulary.separatorId());
        this.vocabulary = vocabulary;
    }

    @Override
    Iterator<String> words(String text) {
        return WordSplitter.split(text).iterator();
    }

    @Override
    void appendPieces(String word, List<Integer> pieces) {
        int before = pieces.size();
        boolean known = word.codePointCount(0, word.length()) <= MAX_WORD_LENGTH;
        for (int start = 0; known && start < word.length(); ) {
            int end = longestPieceEnd(word, start);
            known = end > start;
            if (known) {
                pieces.add(vocabulary.id(piece(word, start, end)));
            }
            start = end;
        }
        if (!known) {
            pieces.subList(before, pieces.size()).clear();
            pieces.add(vocabulary.unknownId());
        }
    }

    /** End of the longest known piece that begins at {@code start}, or {@code start} if there is none. */
    private int longestPieceEnd(String word, int start) {
        int end = word.length();
        while (end > start && vocabulary.id(piece(word, start, end)) == Vocabulary.ABSENT) {
            end = word.offsetByCodePoints(end, -1);
        }
        return end;
    }

    private static String piece(String word, int start, int end) {
        String part = word.substring(start, end);
        return start == 0 ? part : CONTINUATION + part;
    }
}

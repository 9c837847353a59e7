package io.earshot.text;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Text to token ids. Safe for several threads. */
public abstract class Tokenizer {
    private final int maxTokens;
    private final int firstId;
    private final int lastId;

    /**
     * @param maxTokens most tokens of a text with the first and last special one, at least 3
     * @throws IllegalArgumentException if {@code maxTokens} is less than 3
     */
    Tokenizer(int maxTokens, int firstId, int lastId) {
        if (maxTokens < 3) {
            throw new IllegalArgumentException("maxTokens " + maxTokens + " must be at least 3");
        }
        this.maxTokens = maxTokens;
        this.firstId = firstId;
        this.lastId = lastId;
    }

    /** Tokens of a text; drops those at the end that do not fit. */
    public TokenizedText tokenize(String text) {
        int most = maxTokens - 2;
        List<Integer> pieces = new ArrayList<>();
        for (Iterator<String> words = words(text); pieces.size() <= most && words.hasNext(); ) {
            appendPieces(words.next(), pieces);
        }
        int kept = Math.min(pieces.size(), most);
        long[] ids = new long[kept + 2];
        ids[0] = firstId;
        for (int i = 0; i < kept; i++) {
            ids[i + 1] = pieces.get(i);
        }
        ids[kept + 1] = lastId;
        return new TokenizedText(ids, kept < pieces.size());
    }

    abstract Iterator<String> words(String text);

    /** @param pieces ids so far; those of the word are added */
    abstract void appendPieces(String word, List<Integer> pieces);
}

package io.earshot.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Byte-level byte-pair encoding (Sennrich et al. 2016, Radford et al. 2019) between RoBERTa's first and last token. Any
 * text has tokens: what the vocabulary has no piece for is spelled in bytes. Safe for several threads.
 */
public final class BytePairTokenizer implements Tokenizer {
    /** GPT-2's words: contractions, a space with letters, digits or others behind it, and runs of white space. */
    private static final Pattern WORD = Pattern.compile("'s|'t|'re|'ve|'m|'ll|'d"
            + "| ?\\p{L}+| ?\\p{N}+| ?[^\\p{IsWhite_Space}\\p{L}\\p{N}]+"
            + "|\\p{IsWhite_Space}+(?!\\P{IsWhite_Space})|\\p{IsWhite_Space}+");

    private final BytePairVocabulary vocabulary;
    private final int maxTokens;

    /**
     * @param maxTokens most tokens of a text with the first and last special one, at least 3
     * @throws IllegalArgumentException if {@code maxTokens} is less than 3
     */
    public BytePairTokenizer(BytePairVocabulary vocabulary, int maxTokens) {
        if (maxTokens < 3) {
            throw new IllegalArgumentException("maxTokens " + maxTokens + " must be at least 3");
        }
        this.vocabulary = vocabulary;
        this.maxTokens = maxTokens;
    }

    @Override
    public TokenizedText tokenize(String text) {
        List<Integer> ids = new ArrayList<>();
        Matcher words = WORD.matcher(text);
        while (ids.size() <= maxTokens - 2 && words.find()) {
            for (String piece : new MergedWord(ByteAlphabet.encode(words.group()), vocabulary).pieces()) {
                ids.add(vocabulary.id(piece));
            }
        }
        return TokenizedText.between(vocabulary.firstId(), ids, vocabulary.lastId(), maxTokens);
    }
}

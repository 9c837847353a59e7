package io.earshot.text;

import java.util.Iterator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Byte-level byte-pair encoding (Sennrich et al. 2016, Radford et al. 2019) between RoBERTa's first and last token. Any
 * text has tokens: what the vocabulary has no piece for is spelled in bytes. Safe for several threads.
 */
public final class BytePairTokenizer extends Tokenizer {
    /** GPT-2's words: contractions, a space with letters, digits or others behind it, and runs of white space. */
    private static final Pattern WORD = Pattern.compile("'s|'t|'re|'ve|'m|'ll|'d"
            + "| ?\\p{L}+| ?\\p{N}+| ?[^\\p{IsWhite_Space}\\p{L}\\p{N}]+"
            + "|\\p{IsWhite_Space}+(?!\\P{IsWhite_Space})|\\p{IsWhite_Space}+");

    private final BytePairVocabulary vocabulary;

    /**
     * @param maxTokens most tokens of a text with the first and last special one, at least 3
     * @throws IllegalArgumentException if {@code maxTokens} is less than 3
     */
    public BytePairTokenizer(BytePairVocabulary vocabulary, int maxTokens) {
        super(maxTokens, vocabulary.firstId(), vocabulary.lastId());
        this.vocabulary = vocabulary;
    }

    @Override
    Iterator<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).iterator();
    }

    @Override
    void appendPieces(String word, List<Integer> pieces) {
        new MergedWord(ByteAlphabet.encode(word), vocabulary)
                .pieces()
                .forEach(piece -> pieces.add(vocabulary.id(piece)));
    }
}

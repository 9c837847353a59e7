package io.earshot.text;

import java.util.Arrays;
import java.util.List;

/**
 * A word whose neighbouring pieces are merged, those of the lowest rank first and the leftmost of them, until none are left
 * that may be. The rank of each pair is looked up once, as a word may be a text of a thousand characters without a space.
 */
final class MergedWord {
    private final BytePairVocabulary vocabulary;
    private final String[] pieces;
    /** {@code [size - 1]}: rank of a piece with its right neighbour. */
    private final int[] ranks;

    private int size;

    /** @param word in characters of {@link ByteAlphabet} */
    MergedWord(String word, BytePairVocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.pieces = word.split("");
        this.size = pieces.length;
        this.ranks = new int[size];
        for (int i = 0; i + 1 < size; i++) {
            rankAgain(i);
        }
        for (int at = lowest(); at >= 0; at = lowest()) {
            merge(at);
        }
    }

    /** What is left, in order. */
    List<String> pieces() {
        return Arrays.asList(pieces).subList(0, size);
    }

    /** Where the pair of the lowest rank is, or -1 if there is none. */
    private int lowest() {
        int at = -1;
        int lowest = BytePairVocabulary.NEVER;
        for (int i = 0; i + 1 < size; i++) {
            if (ranks[i] < lowest) {
                lowest = ranks[i];
                at = i;
            }
        }
        return at;
    }

    private void merge(int at) {
        pieces[at] += pieces[at + 1];
        System.arraycopy(pieces, at + 2, pieces, at + 1, size - at - 2);
        System.arraycopy(ranks, at + 2, ranks, at + 1, size - at - 2);
        size--;
        rankAgain(at - 1);
        rankAgain(at);
    }

    private void rankAgain(int at) {
        if (at >= 0 && at + 1 < size) {
            ranks[at] = vocabulary.rank(pieces[at], pieces[at + 1]);
        }
    }
}

package io.earshot.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MergedWordTest {
    private static final BytePairVocabulary VOCABULARY =
            BytePairVocabulary.read(TinyBytePairs.vocabulary(), TinyBytePairs.merges());

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 13, 207, 1021})
    void shouldAgreeWithThePlainDefinition(int length) {
        Random random = new Random(length);
        for (int i = 0; i < 20; i++) {
            StringBuilder word = new StringBuilder();
            while (word.length() < length) {
                word.append("Ġdogbarksintea.".charAt(random.nextInt(15)));
            }
            assertThat(new MergedWord(word.toString(), VOCABULARY).pieces()).isEqualTo(plain(word.toString()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "aa", "aaa", "aaaa", "aaaaaaaaaaaaa", ".......", "ĠĠĠĠĠ"})
    void shouldMergeTheLeftmostOfEqualPairs(String word) {
        assertThat(new MergedWord(word, VOCABULARY).pieces()).isEqualTo(plain(word));
    }

    private static List<String> plain(String word) {
        List<String> pieces = new ArrayList<>(List.of(word.split("")));
        while (true) {
            int at = -1;
            int lowest = BytePairVocabulary.NEVER;
            for (int i = 0; i + 1 < pieces.size(); i++) {
                int rank = VOCABULARY.rank(pieces.get(i), pieces.get(i + 1));
                if (rank < lowest) {
                    lowest = rank;
                    at = i;
                }
            }
            if (at < 0) {
                return pieces;
            }
            pieces.set(at, pieces.get(at) + pieces.remove(at + 1));
        }
    }
}

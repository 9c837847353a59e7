package io.earshot.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.fuzz.Fuzz;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenizerFuzzTest {
    private static final int MOST_TOKENS = 32;
    private static final List<String> TEXTS = List.of(
            "a siren wailing", "Une sirène, là-bas!", "犬が吠える 2 times", "\ud83d\udc15 barking", "x".repeat(300), "");

    @Test
    void shouldSplitAnyTextIntoWordPieces() {
        Map<String, Integer> ids = new LinkedHashMap<>();
        for (String piece :
                List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "siren", "##s", "x", "##x", "##xx", "!", "la")) {
            ids.put(piece, ids.size());
        }
        feed("word pieces", new WordPieceTokenizer(Vocabulary.of(ids), MOST_TOKENS));
    }

    @Test
    void shouldSplitAnyTextIntoBytePairs() {
        feed(
                "byte pairs",
                new BytePairTokenizer(
                        BytePairVocabulary.read(TinyBytePairs.vocabulary(), TinyBytePairs.merges()), MOST_TOKENS));
    }

    private static void feed(String name, Tokenizer tokenizer) {
        Fuzz.ofTexts(name, TEXTS, IllegalArgumentException.class).feed(input -> {
            TokenizedText tokens = tokenizer.tokenize(new String(input, UTF_8));
            assertThat(tokens.ids().length).isBetween(2, MOST_TOKENS);
        });
    }
}

package io.earshot.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BytePairTokenizerTest {
    private static final BytePairVocabulary VOCABULARY =
            BytePairVocabulary.read(TinyBytePairs.vocabulary(), TinyBytePairs.merges());

    @ParameterizedTest
    @CsvSource({
        "' dog barks', Ġdog|Ġbarks",
        "dog, d|og",
        "raining, rain|ing",
        "it's, i|t|'s",
        "IT'S, I|T|'|S",
        "she'll, s|h|e|'|ll",
        "tone12, tone|12",
        "' tone 12', Ġ|tone|Ġ|12",
        "é狗, Ã©|çĭĹ",
        "aaaaa, aaaa|a",
        "...., ..|..",
    })
    void shouldMergeTheEarliestPairsFirst(String text, String pieces) {
        LongStream.Builder expected = LongStream.builder().add(0);
        for (String piece : pieces.split("\\|", -1)) {
            expected.add(VOCABULARY.id(piece));
        }
        long[] ids = expected.add(2).build().toArray();
        assertThat(new BytePairTokenizer(VOCABULARY, 64).tokenize(text).ids()).containsExactly(ids);
    }

    @Test
    void shouldTakeASpecialTokenInATextForOrdinaryText() {
        assertThat(new BytePairTokenizer(VOCABULARY, 64)
                        .tokenize("<s></s><pad>")
                        .ids())
                .startsWith(0)
                .endsWith(2)
                .hasSize(14);
    }

    @Test
    void shouldCutOffWhatDoesNotFitAndSaySo() {
        BytePairTokenizer tokenizer = new BytePairTokenizer(VOCABULARY, 5);
        TokenizedText fits = tokenizer.tokenize(" dog dog dog");
        TokenizedText cut = tokenizer.tokenize(" dog dog dog cat");
        assertThat(fits.truncated()).isFalse();
        assertThat(cut.truncated()).isTrue();
        assertThat(cut.ids()).isEqualTo(fits.ids()).hasSize(5).endsWith(2);
    }

    @Test
    void shouldGiveOnlyTheSpecialTokensForNothing() {
        assertThat(new BytePairTokenizer(VOCABULARY, 64).tokenize("").ids()).containsExactly(0, 2);
    }

    @Test
    void shouldSurviveHalfACharacter() {
        assertThat(new BytePairTokenizer(VOCABULARY, 64)
                        .tokenize("dog \uD83D bark")
                        .ids())
                .hasSizeGreaterThan(4);
    }

    @Test
    void shouldRefuseToReadNoTokens() {
        assertThatThrownBy(() -> new BytePairTokenizer(VOCABULARY, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldAgreeWithTheTokenizersLibrary() throws IOException {
        BytePairTokenizer ours = new BytePairTokenizer(VOCABULARY, 40);
        try (HuggingFaceTokenizer oracle = oracle()) {
            for (String text : sentences()) {
                assertThat(ours.tokenize(text).ids())
                        .as(text)
                        .isEqualTo(oracle.encode(text).getIds());
            }
        }
    }

    private static HuggingFaceTokenizer oracle() throws IOException {
        byte[] json = TinyBytePairs.tokenizerJson().getBytes(StandardCharsets.UTF_8);
        try {
            return HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(json),
                    Map.of("padding", "false", "truncation", "true", "maxLength", "40"));
        } catch (UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError e) {
            assumeTrue(false, "the native tokenizers library cannot be loaded here: " + e);
            throw e;
        }
    }

    /** Fixed ones that are hard, and some hundred random ones of what words, spaces and marks meet. */
    private static List<String> sentences() {
        List<String> sentences = new ArrayList<>(List.of(
                "A dog barks twice, then a car passes by.",
                "Ein Hund bellt im Café — groß & laut!",
                "naïve façade, Zoë's piñata; Ångström",
                "don't they've it's I'm you'll he'd WE'RE 's'",
                "собака лает ёж Й",
                "狗在叫 and 犬が吠える 개가 짖는다",
                "हिन्दी में कुत्ता भौंकता है",
                "كلب ينبح بصوت عالٍ ١٢٣",
                "e\u0301clair\u00A0with\u2003spaces\u3000here\u2028line",
                "emoji \uD83D\uDC36\uD83C\uDFFD and flags \uD83C\uDDE9\uD83C\uDDEA",
                "  two  spaces   three    four ",
                "\ttabs\t\tand\nlines\r\n\n end",
                "\u0085next\u000Bvertical\u001Cseparator\u180E\u200B\uFEFF.",
                "$5.00 + 3 = 8 ^ ~ `code` <tag> |pipe|",
                "ﬁne ligature ① ½ ² ℃ Ⅳ x2",
                "\u0000\u0001\u007F\u00AD",
                "a".repeat(101) + " " + "ab".repeat(99),
                "glass shattering ".repeat(60)));
        String[] parts = {
            "dog",
            "Barking",
            "tone",
            "12",
            "café",
            "狗",
            "吠える",
            "лай",
            "'s",
            "'ll",
            "'",
            "...",
            "3.14",
            "(loud)",
            "–",
            "\t",
            "\n",
            " ",
            "  ",
            "\u00A0",
            "\u3000",
            "\u200D",
            "\uD83D\uDC36",
            "aaa",
            "rain",
            "ing",
            "_",
            "é",
            "e\u0301",
            "Ⅳ",
            "½"
        };
        Random random = new Random(12);
        for (int i = 0; i < 600; i++) {
            StringBuilder sentence = new StringBuilder();
            for (int n = random.nextInt(1, 20); n > 0; n--) {
                sentence.append(parts[random.nextInt(parts.length)]).append(random.nextInt(3) == 0 ? "" : " ");
            }
            sentences.add(sentence.toString());
        }
        return sentences;
    }
}

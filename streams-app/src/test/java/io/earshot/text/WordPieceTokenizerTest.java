package io.earshot.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordPieceTokenizerTest {
    private static final String TOKENIZER = "/all-minilm-l6-v2-tokenizer.json";
    private static final int CLS = 101;
    private static final int SEP = 102;

    private static Vocabulary vocabulary;

    @BeforeAll
    static void readVocabulary() throws IOException {
        try (InputStream in = WordPieceTokenizerTest.class.getResourceAsStream(TOKENIZER)) {
            vocabulary = Vocabulary.read(in.readAllBytes());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a dog barks, a dog bark ##s",
        "A DOG Barks!, a dog bark ##s !",
        "café, cafe",
        "glass-breaking, glass - breaking",
        "unaffable, una ##ffa ##ble",
        "大狗水, 大 [UNK] 水",
        "rock'n'roll, rock ' n ' roll"
    })
    void shouldSplitWordsIntoTheLongestPieces(String text, String pieces) {
        List<Long> expected = new ArrayList<>();
        expected.add((long) CLS);
        for (String piece : pieces.split(" ", -1)) {
            expected.add((long) vocabulary.id(piece));
        }
        expected.add((long) SEP);
        assertThat(tokens(text, 64)).containsExactlyElementsOf(expected);
    }

    @Test
    void shouldTakeASpecialTokenInATextForOrdinaryText() {
        assertThat(tokens("[SEP] dog [MASK]", 64).stream().filter(id -> id == SEP))
                .hasSize(1);
        assertThat(tokens("[SEP]", 64)).contains((long) vocabulary.id("["), (long) vocabulary.id("]"));
    }

    @Test
    void shouldCutOffWhatDoesNotFitAndSaySo() {
        WordPieceTokenizer tokenizer = new WordPieceTokenizer(vocabulary, 5);
        TokenizedText fits = tokenizer.tokenize("dog dog dog");
        TokenizedText cut = tokenizer.tokenize("dog dog dog cat");
        assertThat(fits.truncated()).isFalse();
        assertThat(cut.truncated()).isTrue();
        assertThat(cut.ids()).isEqualTo(fits.ids()).hasSize(5).endsWith(SEP);
    }

    @Test
    void shouldGiveOnlyTheSpecialTokensForNothing() {
        assertThat(tokens("", 64)).containsExactly((long) CLS, (long) SEP);
        assertThat(tokens(" \t\n\u0000\uFFFD\u200B ", 64)).containsExactly((long) CLS, (long) SEP);
    }

    @Test
    void shouldNotKnowAWordOfMoreThanAHundredCharacters() {
        assertThat(tokens("a".repeat(100), 128)).doesNotContain((long) vocabulary.unknownId());
        assertThat(tokens("a".repeat(101), 128)).containsExactly((long) CLS, (long) vocabulary.unknownId(), (long) SEP);
    }

    @Test
    void shouldSurviveHalfACharacter() {
        assertThat(tokens("dog \uD83D bark", 64)).hasSize(4);
    }

    @Test
    void shouldRefuseToReadNoTokens() {
        assertThatThrownBy(() -> new WordPieceTokenizer(vocabulary, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldAgreeWithTheTokenizersLibrary() throws IOException {
        WordPieceTokenizer ours = new WordPieceTokenizer(vocabulary, 64);
        try (HuggingFaceTokenizer oracle = oracle()) {
            for (String text : sentences()) {
                assertThat(ours.tokenize(text).ids())
                        .as(text)
                        .isEqualTo(oracle.encode(text).getIds());
            }
        }
    }

    private static HuggingFaceTokenizer oracle() throws IOException {
        try (InputStream in = WordPieceTokenizerTest.class.getResourceAsStream(TOKENIZER)) {
            return HuggingFaceTokenizer.newInstance(
                    in, Map.of("padding", "false", "truncation", "true", "maxLength", "64"));
        } catch (UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError e) {
            assumeTrue(false, "the native tokenizers library cannot be loaded here: " + e);
            throw e;
        }
    }

    /** Fixed ones that are hard, and some hundred random ones from words of many scripts. */
    private static List<String> sentences() {
        List<String> sentences = new ArrayList<>(List.of(
                "",
                "A dog barks twice, then a car passes by.",
                "Ein Hund bellt im Café — groß & laut!",
                "naïve façade, Zoë's piñata; Ångström",
                "İstanbul'da bir köpek havlıyor",
                "ΣΊΣΥΦΟΣ λυσσομανάει",
                "собака лает ёж Й",
                "狗在叫 and 犬が吠える 개가 짖는다",
                "हिन्दी में कुत्ता भौंकता है",
                "كلب ينبح بصوت عالٍ",
                "e\u0301clair\u00A0with\u2003spaces\u3000here",
                "emoji \uD83D\uDC36\uD83C\uDFFD and flags \uD83C\uDDE9\uD83C\uDDEA",
                "$5.00 + 3 = 8 ^ ~ `code` <tag> |pipe|",
                "https://example.org/a?b=c&d=e#f",
                "soft\u00ADhyphen zero\u200Bwidth joiner\u200D",
                "ﬁne ligature ① ½ ² ℃ Ⅳ",
                "x".repeat(101) + " " + "y".repeat(99),
                "glass shattering ".repeat(60)));
        String[] words = {
            "dog",
            "Barking",
            "glass-breaking",
            "SIREN",
            "café",
            "Übung",
            "münchen",
            "狗",
            "吠える",
            "лай",
            "ёлка",
            "λύκος",
            "'s",
            "...",
            "don't",
            "3.14",
            "10kHz",
            "(loud)",
            "“quoted”",
            "–",
            "hyper-ventilating",
            "antidisestablishment",
            "zzzzqx",
            "한국어",
            "ไทย",
            "été",
            "Ñandú",
            "\t",
            "\u00A0",
            "a",
            "the",
            "#tag",
            "@home",
            "C++",
            "1,000",
            "–—",
            "´",
            "¿qué?",
            "smørrebrød",
            "œuvre",
            "ß",
            "ſ",
            "Ǆ"
        };
        Random random = new Random(11);
        for (int i = 0; i < 400; i++) {
            StringBuilder sentence = new StringBuilder();
            for (int n = random.nextInt(1, 25); n > 0; n--) {
                sentence.append(words[random.nextInt(words.length)]).append(random.nextInt(5) == 0 ? "" : " ");
            }
            sentences.add(sentence.toString());
        }
        return sentences;
    }

    private static List<Long> tokens(String text, int maxTokens) {
        List<Long> ids = new ArrayList<>();
        for (long id :
                new WordPieceTokenizer(vocabulary, maxTokens).tokenize(text).ids()) {
            ids.add(id);
        }
        return ids;
    }
}

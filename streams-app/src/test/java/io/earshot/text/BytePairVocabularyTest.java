package io.earshot.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytePairVocabularyTest {
    @Test
    void shouldReadPiecesAndTheOrderOfMerges() {
        BytePairVocabulary vocabulary = BytePairVocabulary.read(TinyBytePairs.vocabulary(), TinyBytePairs.merges());
        assertThat(vocabulary.firstId()).isZero();
        assertThat(vocabulary.lastId()).isEqualTo(2);
        assertThat(vocabulary.size()).isEqualTo(TinyBytePairs.size());
        assertThat(vocabulary.rank("Ġ", "d")).isZero();
        assertThat(vocabulary.rank("o", "g")).isEqualTo(1);
        assertThat(vocabulary.rank("g", "o")).isEqualTo(BytePairVocabulary.NEVER);
    }

    @Test
    void shouldReadLinesThatEndAsOnWindows() {
        byte[] merges = new String(TinyBytePairs.merges(), StandardCharsets.UTF_8)
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(BytePairVocabulary.read(TinyBytePairs.vocabulary(), merges).rank("o", "g"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"<s>\": \"0\"}", "{\"<s>\": 0}", "{\"<s>\": 0, \"</s>\": 1}"})
    void shouldRefuseAVocabularyThatIsNone(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> BytePairVocabulary.read(bytes, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldNameTheByteThatIsMissing() {
        byte[] bytes = new String(TinyBytePairs.vocabulary(), StandardCharsets.UTF_8)
                .replace("\"Ġ\":", "\"other\":")
                .getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> BytePairVocabulary.read(bytes, new byte[0])).hasMessageContaining("lacks Ġ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a b c", " a", "a ", "q z"})
    void shouldNameTheLineThatIsNoMerge(String line) {
        byte[] merges = ("#version: 0.2\n" + line).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> BytePairVocabulary.read(TinyBytePairs.vocabulary(), merges))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(line.replace(" ", "").equals("qz") ? "qz" : line);
    }
}

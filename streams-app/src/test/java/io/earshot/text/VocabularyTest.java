package io.earshot.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {
    @Test
    void shouldReadTheVocabularyOfATokenizer() {
        Vocabulary vocabulary =
                read("{\"model\": {\"vocab\": {\"[UNK]\": 0, \"[CLS]\": 1, \"[SEP]\": 2, \"##s\": 3}}}");
        assertThat(vocabulary.size()).isEqualTo(4);
        assertThat(vocabulary.classId()).isEqualTo(1);
        assertThat(vocabulary.separatorId()).isEqualTo(2);
        assertThat(vocabulary.unknownId()).isZero();
        assertThat(vocabulary.id("##s")).isEqualTo(3);
        assertThat(vocabulary.id("s")).isEqualTo(Vocabulary.ABSENT);
    }

    @Test
    void shouldNameTheSpecialTokenThatIsMissing() {
        assertThatThrownBy(() -> Vocabulary.of(Map.of("[CLS]", 1, "[UNK]", 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[SEP]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"model\": {}}", "{\"model\": {\"vocab\": {\"a\": \"b\"}}}"})
    void shouldRefuseWhatIsNoTokenizer(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Vocabulary read(String json) {
        return Vocabulary.read(json.getBytes(StandardCharsets.UTF_8));
    }
}

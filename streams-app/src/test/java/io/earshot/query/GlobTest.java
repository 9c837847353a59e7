package io.earshot.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "yard, yard, true",
        "yard, yards, false",
        "yard, backyard, false",
        "*, '', true",
        "studio-*, studio-, true",
        "studio-*, studio-17, true",
        "*-17, studio-17, true",
        "*-17, studio-17-b, false",
        "s*d*o, studio, true",
        "s*d*x, studio, false",
        "a.c, abc, false",
        "**a**, banana, true",
        "'', a, false"
    })
    void shouldTakeAnyRunOfCharactersForAStar(String glob, String id, boolean matches) {
        assertThat(new Glob(glob).matches(id)).isEqualTo(matches);
    }

    @Test
    void shouldTakeLineBreaksForCharacters() {
        assertThat(new Glob("a*c").matches("a\nb\r\nc")).isTrue();
    }

    /** Every way to divide the letters among the stars would take longer than anybody waits. */
    @Test
    @Timeout(20)
    void shouldSayAtOnceThatManyStarsDoNotMatch() {
        String letters = "a".repeat(200);
        assertThat(new Glob("*a".repeat(60) + "b").matches(letters)).isFalse();
        assertThat(SourceFilter.of(List.of("*a".repeat(60) + "b")).appliesTo(letters))
                .isFalse();
    }
}

package io.earshot.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceFilterTest {
    @ParameterizedTest
    @CsvSource({
        "yard, yard, true",
        "yard, yard-2, false",
        "yard*, yard-2, true",
        "yard*, yard, true",
        "*yard, back-yard, true",
        "*yard*, the-yard-2, true",
        "a*b*c, a1b2c, true",
        "a*b*c, acb, false",
        "a.c, abc, false",
        "a.c, a.c, true",
        "[x], [x], true",
        "\\E*, \\Eany, true",
        "**, anything, true"
    })
    void shouldTakeTheStarForAnyRunOfCharacters(String glob, String sourceId, boolean applies) {
        assertThat(SourceFilter.of(List.of(glob)).appliesTo(sourceId)).isEqualTo(applies);
    }

    @Test
    void shouldApplyEverywhereWithoutPatterns() {
        assertThat(SourceFilter.of(List.of()).appliesTo("any")).isTrue();
        assertThat(SourceFilter.of(List.of("yard", "*"))).isSameAs(SourceFilter.ALL);
    }

    @Test
    void shouldApplyIfOneOfSeveralPatternsDoes() {
        SourceFilter filter = SourceFilter.of(List.of("yard", "gate-*"));
        assertThat(filter.appliesTo("gate-1")).isTrue();
        assertThat(filter.appliesTo("yard")).isTrue();
        assertThat(filter.appliesTo("gate")).isFalse();
    }

    @Test
    void shouldTakeALineBreakForACharacter() {
        assertThat(SourceFilter.of(List.of("a*b")).appliesTo("a\nb")).isTrue();
    }
}

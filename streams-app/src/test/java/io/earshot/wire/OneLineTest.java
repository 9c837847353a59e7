package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {
    @Test
    void shouldFoldLinesAndCutWhatIsLong() {
        assertThat(OneLine.of(" a\r\n\tb  c\n")).isEqualTo("a b c");
        assertThat(OneLine.of("x".repeat(1_000))).hasSize(303).endsWith("...");
    }

    @Test
    void shouldNameTheKindWhereThereIsNoMessage() {
        assertThat(OneLine.of(new IllegalStateException())).isEqualTo("IllegalStateException");
    }
}

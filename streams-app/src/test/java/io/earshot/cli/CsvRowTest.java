package io.earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvRowTest {
    @Test
    void shouldReadQuotesCommasAndLineBreaksInThem() {
        assertThat(CsvRow.all("a,b\r\n\"x, y\", \"say \"\"hi\"\"\"\n\n\"two\nlines\",\nlast"))
                .containsExactly(
                        new CsvRow(1, List.of("a", "b")),
                        new CsvRow(2, List.of("x, y", "say \"hi\"")),
                        new CsvRow(4, List.of("two\nlines", "")),
                        new CsvRow(6, List.of("last")));
    }

    @Test
    void shouldNameTheLineOfAQuoteThatIsNotClosed() {
        assertThatThrownBy(() -> CsvRow.all("a\n\"b"))
                .isInstanceOf(WrongUseException.class)
                .hasMessage("line 2: a quote is not closed");
    }
}

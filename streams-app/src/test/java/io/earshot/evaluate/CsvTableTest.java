package io.earshot.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTableTest {
    @TempDir
    private Path folder;

    @Test
    void shouldReadQuotesCommasAndLineBreaksInValues() throws IOException {
        CsvTable table = read("file,label\na.wav,\"wind, then \"\"rain\"\"\"\nb.wav,\"two\nlines\"\n");
        assertThat(table.columns()).containsExactly("file", "label");
        assertThat(table.rows())
                .extracting(row -> row.text("label"))
                .containsExactly("wind, then \"rain\"", "two\nlines");
    }

    @Test
    void shouldReadWhatWindowsWrites() throws IOException {
        CsvTable table = read("\uFEFF\"file\",label \r\na.wav,Käuzchen\r\n\r\nb.wav,Regen");
        assertThat(table.columns()).containsExactly("file", "label");
        assertThat(table.rows()).extracting(row -> row.text("label")).containsExactly("Käuzchen", "Regen");
    }

    @Test
    void shouldKeepSpacesInQuotesAndLeaveBlankValuesOut() throws IOException {
        CsvTable table = read("file,label,split\n\" a b.wav \",rain, \nc.wav\n");
        assertThat(table.rows())
                .extracting(CsvTable.Row::values)
                .containsExactly(Map.of("file", " a b.wav ", "label", "rain"), Map.of("file", "c.wav"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                            | is empty
                    name,label\\na,b              | has no column file; its columns are name, label
                    file,label\\na.wav,wind,rain  | row 2: has 3 values for 2 columns
                    file,label\\na.wav,"wind      | line
                    file;label\\na.wav;wind       | has no column file, label
                    """)
    void shouldSayInOneLineWhatIsWrong(String text, String reason) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
                .isInstanceOf(InvalidClipListException.class)
                .hasMessageContaining("clips.csv")
                .hasMessageContaining(reason)
                .hasMessageNotContainingAny("\n");
    }

    @Test
    void shouldSayThatATableIsNotUtf8() throws IOException {
        Path file = Files.write(
                folder.resolve("latin.csv"), "file,label\na,Käuzchen\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> CsvTable.read(file, List.of()))
                .isInstanceOf(InvalidClipListException.class)
                .hasMessageEndingWith("latin.csv: is not UTF-8");
    }

    @Test
    void shouldSayThatATableIsMissing() {
        assertThatThrownBy(() -> CsvTable.read(folder.resolve("none.csv"), List.of()))
                .isInstanceOf(InvalidClipListException.class)
                .hasMessageEndingWith("none.csv: no such file");
    }

    @ParameterizedTest
    @CsvSource({"soon", "NaN", "1e999"})
    void shouldRefuseWhatIsNoNumber(String text) throws IOException {
        CsvTable.Row row = read("file,label,offset\na,b," + text + "\n").rows().get(0);
        assertThatThrownBy(() -> row.number("offset", 0))
                .isInstanceOf(InvalidClipListException.class)
                .hasMessageContaining("row 2: offset " + text + " is not a number");
        assertThat(row.number("seconds", 7)).isEqualTo(7);
    }

    private CsvTable read(String text) throws IOException {
        return CsvTable.read(Files.writeString(folder.resolve("clips.csv"), text), List.of("file", "label"));
    }
}

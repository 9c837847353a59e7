package io.earshot.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigDocsTest {
    /** To mend it: {@code ./earshot describe --settings-table}, and put what it prints between the marks. */
    @Test
    void shouldBeTheTableOfTheReadme() throws IOException {
        String readme = Files.readString(Path.of(System.getProperty("earshot.home"), "README.md"));
        String begin = "<!-- settings -->\n";
        String end = "<!-- /settings -->";

        assertThat(readme).contains(begin, end);
        assertThat(readme.substring(readme.indexOf(begin) + begin.length(), readme.indexOf(end)))
                .isEqualTo(ConfigDocs.markdown());
    }
}

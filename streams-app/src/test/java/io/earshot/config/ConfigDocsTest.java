package io.earshot.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigDocsTest {
    /** To mend it: {@code ./earshot describe --settings-table}, and put what it prints between the marks. */
    @Test
    void shouldBeTheTableOfTheDocumentation() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("earshot.home"), "docs/configuration.md"));
        String begin = "<!-- settings -->\n";
        String end = "<!-- /settings -->";

        assertThat(page).contains(begin, end);
        assertThat(page.substring(page.indexOf(begin) + begin.length(), page.indexOf(end)))
                .isEqualTo(ConfigDocs.markdown());
    }
}

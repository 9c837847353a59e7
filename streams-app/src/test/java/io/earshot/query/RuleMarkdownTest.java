package io.earshot.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RuleMarkdownTest {
    /** {@code ./earshot describe --query-rules} prints it. */
    @Test
    void shouldStandInTheDocumentsAsTheTableSays() throws Exception {
        String page = Files.readString(Path.of(System.getProperty("earshot.home"), "docs", "queries.md"));
        assertThat(page).contains("<!-- query rules -->\n" + Rule.markdown() + "<!-- /query rules -->");
    }
}

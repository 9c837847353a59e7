package io.earshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The threat model promises what tests show. */
class ThreatModelTest {
    private static final Path HOME = Path.of(System.getProperty("earshot.home"));
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+(?:Test|IT))\\.(should\\w+)`");
    private static final Pattern ROLE = Pattern.compile("(?m)^([a-z]+)\\s+(?:topic|group|transactional-id)\\s");
    private static final Pattern LISTED = Pattern.compile("(?m)^\\| `([a-z]+)` \\|");

    @Test
    void shouldNameTestsThatExist() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(HOME.resolve("streams-app/src/test/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        List<String> missing = new ArrayList<>();
        int named = 0;
        for (Matcher test = NAMED.matcher(model()); test.find(); named++) {
            if (!sources.getOrDefault(test.group(1), "").contains(" " + test.group(2) + "(")) {
                missing.add(test.group());
            }
        }
        assertThat(missing).isEmpty();
        assertThat(named).isGreaterThan(30);
    }

    @Test
    void shouldHaveATestForEachPromise() throws IOException {
        String promises = model().replaceAll(
                        "(?s)^.*\\| promise \\| test \\|\\n\\| --- \\| --- \\|\\n|\\n\\n(?=Not promised).*$", "");
        assertThat(promises.lines())
                .hasSizeGreaterThan(15)
                .allMatch(line -> NAMED.matcher(line).find());
    }

    @Test
    void shouldTellWhatEachRoleOfTheRulesRuns() throws IOException {
        assertThat(all(LISTED, model())).isEqualTo(all(ROLE, Files.readString(HOME.resolve("ops/acls.txt"))));
    }

    private static String model() throws IOException {
        return Files.readString(HOME.resolve("ops/security.md"));
    }

    private static SortedSet<String> all(Pattern pattern, String text) {
        TreeSet<String> all = new TreeSet<>();
        for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
            all.add(matcher.group(1));
        }
        return all;
    }
}

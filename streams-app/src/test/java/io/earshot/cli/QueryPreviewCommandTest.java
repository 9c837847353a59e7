package io.earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class QueryPreviewCommandTest {
    @Test
    void shouldAskForAQueryWithTheOptionsOfQueryAdd() {
        assertThat(parameters(
                        "a dog barking",
                        "--or",
                        "a hound",
                        "--not",
                        "a wolf",
                        "--not",
                        "a fox",
                        "--source",
                        "yard",
                        "--alarms-per-day",
                        "2",
                        "--confirm",
                        "2/3",
                        "--cooldown",
                        "5m",
                        "--label",
                        "team=night",
                        "--events",
                        "3"))
                .contains(
                        Map.entry("query", "a-dog-barking"),
                        Map.entry("text", "a dog barking"),
                        Map.entry("or", "a hound"),
                        Map.entry("negative", "a wolf"),
                        Map.entry("negative", "a fox"),
                        Map.entry("source", "yard"),
                        Map.entry("alarmsPerDay", "2.0"),
                        Map.entry("close", "0.3"),
                        Map.entry("confirm", "2/3"),
                        Map.entry("mergeGap", "2.0"),
                        Map.entry("cooldown", "300.0"),
                        Map.entry("events", "3"));
    }

    @Test
    void shouldNameTheThresholdOnlyIfItWasNamed() {
        assertThat(names(parameters("rain"))).doesNotContain("threshold", "alarmsPerDay", "rawScore");
        assertThat(parameters("rain", "-t", "0.7")).contains(Map.entry("threshold", "0.7"));
        assertThat(parameters("rain", "--raw-score", "0.3")).contains(Map.entry("rawScore", "0.3"));
    }

    @Test
    void shouldAskForARegisteredQueryAsItStands() {
        assertThat(names(parameters("--id", "dog", "--source", "yard", "--since", "2026-01-31T13:03:20Z")))
                .containsExactly("since", "events", "zone", "query", "source");
        assertThatThrownBy(() -> parameters("--id", "dog", "--threshold", "0.3"))
                .isInstanceOf(WrongUseException.class)
                .hasMessageContaining("a changed one needs its TEXT");
        assertThatThrownBy(() -> parameters())
                .isInstanceOf(WrongUseException.class)
                .hasMessageContaining("a TEXT is missing");
    }

    @Test
    void shouldRefuseWhatCannotBeAQueryBeforeItAsks() {
        assertThatThrownBy(() -> parameters(" ")).isInstanceOf(WrongUseException.class);
        assertThatThrownBy(() -> parameters("rain", "--since", "soon")).isInstanceOf(WrongUseException.class);
    }

    private static List<String> names(List<Map.Entry<String, String>> parameters) {
        return parameters.stream().map(Map.Entry::getKey).toList();
    }

    private static List<Map.Entry<String, String>> parameters(String... options) {
        String[] all = Stream.concat(Stream.of("query", "preview"), Arrays.stream(options))
                .toArray(String[]::new);
        CommandLine.ParseResult parsed =
                EarshotCommand.commandLine().parseArgs(all).subcommand().subcommand();
        return ((QueryPreviewCommand) parsed.commandSpec().userObject()).parameters();
    }
}

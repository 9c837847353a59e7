package io.earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.query.DecisionRules;
import io.earshot.query.Sensitivity;
import io.earshot.query.StandingQuery;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RuleOptionsTest {
    @Test
    void shouldFireByDefaultAsReadilyAsTheDefaultRulesSay() {
        assertThat(rules("")).isEqualTo(DecisionRules.DEFAULT);
    }

    @Test
    void shouldTakeOneOfThreeSensitivities() {
        assertThat(rules("--threshold 0.7")).isEqualTo(DecisionRules.ofConfidence(0.7));
        assertThat(rules("--alarms-per-day 2").sensitivity()).isEqualTo(Sensitivity.ofAlarmsPerDay(2));
        assertThat(rules("--raw-score 0.35").sensitivity())
                .isEqualTo(new Sensitivity(Sensitivity.Kind.RAW_SCORE, 0.35));
        assertThatThrownBy(() -> rules("--threshold 0.7 --alarms-per-day 2"))
                .isInstanceOf(WrongUseException.class)
                .hasMessageContaining("only one of threshold, alarms-per-day and raw-score");
    }

    @Test
    void shouldTakeEveryOtherRule() {
        DecisionRules rules = rules("-t 0.6 --close 0.2 --confirm 2/3 --merge-gap 500ms --min-duration 2s"
                + " --max-duration 1m --cooldown 5m");
        assertThat(rules)
                .isEqualTo(new DecisionRules(
                        Sensitivity.ofProbability(0.6),
                        0.6,
                        0.2,
                        2,
                        3,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(5)));
        assertThat(rules("--confirm 4").confirmHops()).isEqualTo(4);
        assertThat(rules("--merge-gap 0").mergeGap()).isZero();
    }

    @Test
    void shouldTakeProbabilitiesInPercent() {
        assertThat(rules("--threshold 40% --close 12.5%")).isEqualTo(rules("--threshold 0.4 --close 0.125"));
        assertThatThrownBy(() -> rules("--threshold 40"))
                .isInstanceOf(WrongUseException.class)
                .hasMessageContaining("100%");
        assertThatThrownBy(() -> rules("--threshold x%")).hasMessageContaining("write 0.4 or 40%");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--threshold 1",
                "--threshold 100%",
                "--threshold NaN",
                "--alarms-per-day 0",
                "--raw-score 2",
                "--close 0.9",
                "--confirm 3/2",
                "--confirm 1/99",
                "--confirm x",
                "--cooldown soon",
                "--min-duration 20m"
            })
    void shouldRefuseWhatCannotBe(String options) {
        assertThatThrownBy(() -> rules(options)).isInstanceOf(WrongUseException.class);
    }

    @Test
    void shouldGiveTheWordsAfterAQueryToThatQuery() {
        List<StandingQuery> queries =
                tag("-q", "a siren", "--not", "music", "--not", "a horn", "-q", "rain", "--or", "hail", "-q", "wind");
        assertThat(queries)
                .extracting(query -> query.id() + " " + query.text() + query.otherTexts() + query.negatives())
                .containsExactly(
                        "a-siren-not-music-not-a-horn a siren[][music, a horn]",
                        "rain-or-hail rain[hail][]",
                        "wind wind[][]");
    }

    @Test
    void shouldKeepQueriesApartThatDifferInTheirNegativesAlone() {
        assertThat(tag("-q", "rain", "-q", "rain", "--not", "hail", "-q", "rain"))
                .extracting(StandingQuery::id)
                .containsExactly("rain", "rain-not-hail");
    }

    @Test
    void shouldSayWhyAFileCannotBeJudgedByAlarmsPerDay() {
        assertThatThrownBy(() -> tag("-q", "rain", "--alarms-per-day", "3"))
                .isInstanceOf(WrongUseException.class)
                .hasMessageContaining("a file has none");
    }

    private static DecisionRules rules(String options) {
        CommandLine line = new CommandLine(new Holder());
        line.parseArgs(options.isEmpty() ? new String[0] : options.split(" "));
        return RuleOptions.over(DecisionRules.DEFAULT, line.getCommandSpec());
    }

    private static List<StandingQuery> tag(String... options) {
        CommandLine line = EarshotCommand.commandLine();
        String[] all =
                Stream.concat(Stream.of("tag", "x.wav"), Arrays.stream(options)).toArray(String[]::new);
        CommandLine.ParseResult parsed = line.parseArgs(all).subcommand();
        return ((TagCommand) parsed.commandSpec().userObject()).queries();
    }

    @CommandLine.Command(modelTransformer = RuleOptions.class)
    private static final class Holder {}
}

package io.earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.query.Confirmation;
import io.earshot.query.DecisionRules;
import io.earshot.query.QueryJson;
import io.earshot.query.Rule;
import io.earshot.query.Sensitivity;
import io.earshot.query.StandingQuery;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class QueryPreviewCommandTest {
    @Test
    void shouldAskForAQueryWithTheOptionsOfQueryAdd() {
        Map<String, Object> request = request(
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
                "3");

        assertThat(request).containsEntry("events", 3);
        StandingQuery asked = query(request);
        assertThat(asked)
                .isEqualTo(new StandingQuery(
                        "a-dog-barking",
                        "a dog barking",
                        List.of("a hound"),
                        List.of("a wolf", "a fox"),
                        List.of("yard"),
                        DecisionRules.DEFAULT
                                .with(Rule.ALARMS_PER_DAY, 2d)
                                .with(Rule.CONFIRM, new Confirmation(2, 3))
                                .with(Rule.COOLDOWN, Duration.ofMinutes(5)),
                        Map.of("team", "night")));
    }

    @Test
    void shouldNameTheThresholdOnlyIfItWasNamed() {
        assertThat(query(request("rain")).rules()).isEqualTo(DecisionRules.DEFAULT);
        assertThat(query(request("rain", "-t", "0.7")).rules()).isEqualTo(DecisionRules.ofConfidence(.7));
        assertThat(query(request("rain", "--raw-score", "0.3")).rules().sensitivity())
                .isEqualTo(new Sensitivity(Sensitivity.Kind.RAW_SCORE, .3));
    }

    @Test
    void shouldAskForARegisteredQueryAsItStands() {
        assertThat(request("--id", "dog", "--source", "yard", "--since", "2026-01-31T13:03:20Z"))
                .containsOnlyKeys("since", "events", "zone", "queryId", "sources")
                .containsEntry("queryId", "dog")
                .containsEntry("sources", List.of("yard"));
        assertThatThrownBy(() -> request("--id", "dog", "--threshold", "0.3"))
                .isInstanceOf(WrongUseException.class)
                .hasMessageContaining("a changed one needs its TEXT");
        assertThatThrownBy(() -> request())
                .isInstanceOf(WrongUseException.class)
                .hasMessageContaining("a TEXT is missing");
    }

    @Test
    void shouldRefuseWhatCannotBeAQueryBeforeItAsks() {
        assertThatThrownBy(() -> request(" ")).isInstanceOf(WrongUseException.class);
        assertThatThrownBy(() -> request("rain", "--since", "soon")).isInstanceOf(WrongUseException.class);
    }

    private static StandingQuery query(Map<String, Object> request) {
        return QueryJson.read(new ObjectMapper().valueToTree(request.get("query")))
                .query("none");
    }

    private static Map<String, Object> request(String... options) {
        String[] all = Stream.concat(Stream.of("query", "preview"), Arrays.stream(options))
                .toArray(String[]::new);
        CommandLine.ParseResult parsed =
                EarshotCommand.commandLine().parseArgs(all).subcommand().subcommand();
        return ((QueryPreviewCommand) parsed.commandSpec().userObject()).request();
    }
}

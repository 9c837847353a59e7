package io.earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.earshot.query.DecisionRules;
import io.earshot.query.QueryDraft;
import io.earshot.query.QueryJson;
import io.earshot.query.Rule;
import io.earshot.query.StandingQuery;
import io.earshot.query.WrittenRules;
import io.earshot.wire.QueryRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Whatever the table of rules holds can be written, sent, kept, printed and read in every place that speaks of rules. */
class QueryRulesEverywhereTest {
    private static final List<String> COMMANDS = List.of("query add", "query preview", "explain", "tag");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A value of each rule that is not its default. */
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("threshold", "0.41"),
            Map.entry("alarms-per-day", "3"),
            Map.entry("raw-score", "0.2"),
            Map.entry("close", "0.22"),
            Map.entry("confirm", "2/3"),
            Map.entry("merge-gap", "3.5s"),
            Map.entry("min-duration", "1.5s"),
            Map.entry("max-duration", "90s"),
            Map.entry("cooldown", "300s"),
            Map.entry("absent-for", "20s"),
            Map.entry("above-level", "-60"));

    static List<Rule<?>> rules() {
        return Rule.WRITTEN;
    }

    @ParameterizedTest
    @MethodSource("rules")
    void shouldBeAnOptionOfEveryCommandThatTakesRules(Rule<?> rule) {
        for (String command : COMMANDS) {
            CommandLine line = EarshotCommand.commandLine();
            for (String word : command.split(" ", -1)) {
                line = line.getSubcommands().get(word);
            }
            assertThat(line.getCommandSpec().findOption("--" + rule.option()))
                    .as("--%s of %s", rule.option(), command)
                    .isNotNull();
            assertThat(line.getUsageMessage().replaceAll("\\s+", " "))
                    .contains(rule.doc().replaceFirst("\\.$", ""));
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void shouldReachTheServiceFromPreviewAndExplain(Rule<?> rule) throws Exception {
        DecisionRules expected = rules(rule);
        List<String> options = options(rule);
        QueryPreviewCommand preview = (QueryPreviewCommand) command("query preview rain", options);
        ExplainCommand explain = (ExplainCommand) command("explain --source s --at 12:00:00 --text rain", options);
        for (Map<String, Object> request : List.of(preview.request(), explain.request())) {
            String sent = JSON.writeValueAsString(request.get("query"));
            assertThat(QueryJson.read(JSON.readTree(sent)).query("q").rules()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void shouldBeWrittenInJsonByItsKeyAndInTheFormOfTheRecord(Rule<?> rule) throws Exception {
        ObjectNode byKey = JSON.createObjectNode().put("text", "rain");
        ObjectNode written = byKey.putObject("rules");
        written(rule).forEach(each -> written.put(each.key(), VALUES.get(each.option())));
        StandingQuery query = QueryJson.read(byKey).query("q");
        assertThat(query.rules()).isEqualTo(rules(rule));
        String asRecord = JSON.writeValueAsString(QueryJson.write(QueryDraft.of(query)));
        assertThat(QueryJson.read(JSON.readTree(asRecord)).query("q")).isEqualTo(query);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void shouldTravelInTheRecord(Rule<?> rule) {
        StandingQuery query = new StandingQuery("q", "rain", List.of(), rules(rule));
        assertThat(QueryRecord.of(query).query()).hasValue(query);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void shouldBeInTheDocumentedTable(Rule<?> rule) {
        assertThat(Rule.markdown()).contains("`--" + rule.option() + " ", "`" + rule.key() + "`", rule.doc());
    }

    @Test
    void shouldHaveAValueHereForEveryRule() {
        assertThat(VALUES.keySet())
                .isEqualTo(Rule.WRITTEN.stream().map(Rule::option).collect(Collectors.toSet()));
    }

    @Test
    void shouldSayItsDefaultInTheTable() {
        Rule.SINGLE.stream()
                .filter(rule -> !rule.equals(Rule.CLOSE))
                .forEach(rule -> assertThat(rule.print(DecisionRules.DEFAULT).orElse("none"))
                        .isEqualTo(rule.byDefault()));
    }

    private static DecisionRules rules(Rule<?> rule) {
        DecisionRules rules = changed(rule);
        assertThat(rule.print(rules)).hasValue(VALUES.get(rule.option()));
        return rules;
    }

    private static DecisionRules changed(Rule<?> rule) {
        return WrittenRules.parse(each -> written(rule).contains(each) ? VALUES.get(each.option()) : null)
                .over(DecisionRules.DEFAULT);
    }

    /** A rule, with the one that it cannot be without. */
    private static List<Rule<?>> written(Rule<?> rule) {
        return rule.equals(Rule.ABOVE_LEVEL) ? List.of(Rule.ABSENT_FOR, rule) : List.of(rule);
    }

    private static List<String> options(Rule<?> rule) {
        return written(rule).stream()
                .flatMap(each -> Stream.of("--" + each.option(), VALUES.get(each.option())))
                .toList();
    }

    private static Object command(String command, List<String> options) {
        List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
        words.addAll(options);
        CommandLine.ParseResult parsed = EarshotCommand.commandLine().parseArgs(words.toArray(String[]::new));
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        return parsed.commandSpec().userObject();
    }
}

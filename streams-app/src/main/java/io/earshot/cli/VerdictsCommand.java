package io.earshot.cli;

import io.earshot.audio.SampleClock;
import io.earshot.cluster.KafkaAccess;
import io.earshot.cluster.KeptVerdicts;
import io.earshot.cluster.TopicCreation;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.query.SourceFilter;
import io.earshot.topology.Topics;
import io.earshot.verdict.EventVerdict;
import io.earshot.verdict.Precision;
import io.earshot.verdict.Suggestion;
import io.earshot.verdict.Tally;
import io.earshot.verdict.ThresholdSearch;
import io.earshot.wire.WireSerdes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what people say of events. */
@Command(
        name = "verdicts",
        mixinStandardHelpOptions = true,
        description = "Shows which events people called right or wrong, and what that says of queries.",
        synopsisSubcommandLabel = "(ls | counts)")
final class VerdictsCommand extends Subcommand {
    @Command(name = "ls", mixinStandardHelpOptions = true, description = "Lists them, that of the latest event first.")
    int list(@Mixin SettingsOptions settings, @Mixin Chosen chosen) throws IOException, InterruptedException {
        print(
                chosen,
                read(settings.config(), chosen).stream()
                        .map(VerdictsCommand::facts)
                        .toList());
        return 0;
    }

    @Command(
            name = "counts",
            mixinStandardHelpOptions = true,
            description =
                    "Counts them by query: how many were right, between what bounds (95 %%) the precision lies, and which"
                            + " threshold they suggest. Counts those of the words and the model of the latest judged event.")
    int counts(
            @Mixin SettingsOptions settings,
            @Mixin Chosen chosen,
            @Option(
                            names = "--precision",
                            defaultValue = "0.9",
                            paramLabel = "P",
                            converter = Probability.class,
                            description = "Which part should be right (default: ${DEFAULT-VALUE}).")
                    double precision)
            throws IOException, InterruptedException {
        ThresholdSearch search = search(precision);
        Map<String, List<EventVerdict>> byQuery = read(settings.config(), chosen).stream()
                .collect(Collectors.groupingBy(EventVerdict::queryId, TreeMap::new, Collectors.toList()));
        print(
                chosen,
                byQuery.entrySet().stream()
                        .map(query -> facts(query.getKey(), Tally.of(query.getValue()), search))
                        .toList());
        return 0;
    }

    private static ThresholdSearch search(double precision) {
        try {
            return new ThresholdSearch(precision);
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(e.getMessage().replace("\"precision\"", "--precision"));
        }
    }

    private static List<EventVerdict> read(EarshotConfig config, Chosen chosen) throws InterruptedException {
        KafkaAccess kafka = new KafkaAccess(config);
        try (Admin admin = kafka.admin()) {
            new TopicCreation(config).requireRight(admin);
        }
        SourceFilter sources = SourceFilter.of(chosen.sources);
        SourceFilter queries = SourceFilter.of(chosen.queries);
        return KeptVerdicts.read(kafka, new Topics(config.string(Settings.TOPIC_PREFIX)), WireSerdes.of(config.wire()))
                .stream()
                .filter(verdict -> sources.appliesTo(verdict.sourceId()) && queries.appliesTo(verdict.queryId()))
                .toList();
    }

    private static Map<String, Object> facts(EventVerdict verdict) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("event", verdict.eventId());
        facts.put("onset", SampleClock.instantOfMicros(verdict.onsetMicros()).toString());
        facts.put("source", verdict.sourceId());
        facts.put("query", verdict.queryId());
        facts.put("verdict", verdict.judged().judgement().name());
        facts.put("confidence", verdict.confidence());
        facts.put("threshold", verdict.threshold());
        facts.put("by", verdict.judged().by());
        facts.put("at", verdict.judged().at().toString());
        facts.put("note", verdict.judged().note());
        return facts;
    }

    private static Map<String, Object> facts(String query, Tally tally, ThresholdSearch search) {
        Precision precision = tally.precision();
        Suggestion suggestion = search.in(tally);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("query", query);
        facts.put("right", precision.right());
        facts.put("wrong", precision.wrong());
        facts.put("precision", rounded(precision.part()));
        facts.put("low", rounded(precision.low()));
        facts.put("high", rounded(precision.high()));
        facts.put("left_out", tally.leftOut());
        facts.put(
                "suggestion",
                suggestion.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        facts.put("threshold", Double.isNaN(suggestion.threshold()) ? "" : suggestion.threshold());
        return facts;
    }

    private static double rounded(double part) {
        return Math.round(part * 1000) / 1000.0;
    }

    private void print(Chosen chosen, List<Map<String, Object>> rows) {
        if (chosen.csv && chosen.json) {
            throw new WrongUseException("--json and --csv exclude each other");
        }
        if (chosen.csv && !rows.isEmpty()) {
            out().print(line(rows.get(0).keySet().stream().toList()));
        }
        for (Map<String, Object> row : rows) {
            if (chosen.csv) {
                out().print(line(row.values().stream().toList()));
            } else {
                String words = row.values().stream()
                        .map(value -> Printed.of(value.toString()))
                        .collect(Collectors.joining("\t"));
                print(chosen.json, words, row);
            }
        }
        out().flush();
    }

    /** A row of RFC 4180. */
    private static String line(List<?> cells) {
        return cells.stream()
                        .map(cell -> cell instanceof Number
                                ? cell.toString()
                                : "\"" + cell.toString().replace("\"", "\"\"") + "\"")
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    /** Which verdicts, and in what form. */
    static final class Chosen {
        @Option(
                names = "--query",
                paramLabel = "ID",
                description = "Of a query; * stands for any letters. May be repeated.")
        private List<String> queries = List.of();

        @Option(
                names = "--source",
                paramLabel = "ID",
                description = "Of a source; * stands for any letters. May be repeated.")
        private List<String> sources = List.of();

        @Option(names = "--json", description = "One JSON object a line.")
        private boolean json;

        @Option(names = "--csv", description = "A comma-separated table.")
        private boolean csv;
    }
}

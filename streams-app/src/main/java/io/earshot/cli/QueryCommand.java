package io.earshot.cli;

import io.earshot.app.KafkaAccess;
import io.earshot.app.QueryCatalog;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.ingest.QueryPublisher;
import io.earshot.query.DecisionRules;
import io.earshot.query.StandingQuery;
import io.earshot.topology.Topics;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import io.earshot.wire.WireSerdes;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Works on the standing queries. */
@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        description = "Adds, removes and lists standing queries.",
        synopsisSubcommandLabel = "add|rm|ls")
final class QueryCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(
                spec.commandLine(), "Missing required subcommand: add, rm or ls");
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Registers a query, or changes the one with its id.")
    int add(
            @Mixin SettingsOptions settings,
            @Parameters(paramLabel = "TEXT", description = "What to listen for, in words.") String text,
            @Option(names = "--id", paramLabel = "ID", description = "Id of the query (default: made from the text).")
                    String id,
            @Option(
                            names = {"-t", "--threshold"},
                            defaultValue = "0.5",
                            paramLabel = "P",
                            description = "Confidence at which an event opens (default: ${DEFAULT-VALUE}).")
                    double threshold,
            @Option(
                            names = "--source",
                            paramLabel = "PATTERN",
                            description =
                                    "Sources it applies to, * stands for anything (default: all). May be repeated.")
                    List<String> sources)
            throws IOException, InterruptedException {
        StandingQuery query = query(id, text, threshold, sources == null ? List.of() : sources);
        EarshotConfig config = settings.config();
        WireSerdes wire = WireSerdes.of(config.wire());
        try (Producer<String, Decoded<QueryRecord>> producer =
                new KafkaAccess(config).producer(wire.queries().serializer())) {
            new QueryPublisher(producer, topics(config).queries().name()).put(QueryRecord.of(query));
        }
        spec.commandLine().getOut().println("registered " + query.id() + ": " + query.text());
        return 0;
    }

    @Command(name = "rm", mixinStandardHelpOptions = true, description = "Removes queries.")
    int rm(
            @Mixin SettingsOptions settings,
            @Parameters(arity = "1..*", paramLabel = "ID", description = "Ids of the queries.") List<String> ids)
            throws IOException, InterruptedException {
        EarshotConfig config = settings.config();
        WireSerdes wire = WireSerdes.of(config.wire());
        String topic = topics(config).queries().name();
        List<String> known =
                QueryCatalog.read(new KafkaAccess(config), topic, wire).ids();
        List<String> unknown = ids.stream().filter(id -> !known.contains(id)).toList();
        if (!unknown.isEmpty()) {
            throw new FailedException("no such query: " + String.join(", ", unknown));
        }
        try (Producer<String, Decoded<QueryRecord>> producer =
                new KafkaAccess(config).producer(wire.queries().serializer())) {
            QueryPublisher publisher = new QueryPublisher(producer, topic);
            for (String id : ids) {
                publisher.remove(id);
                spec.commandLine().getOut().println("removed " + id);
            }
        }
        return 0;
    }

    @Command(name = "ls", mixinStandardHelpOptions = true, description = "Lists the standing queries.")
    int ls(@Mixin SettingsOptions settings) throws IOException {
        EarshotConfig config = settings.config();
        WireSerdes wire = WireSerdes.of(config.wire());
        PrintWriter out = spec.commandLine().getOut();
        QueryCatalog catalog = QueryCatalog.read(
                new KafkaAccess(config), topics(config).queries().name(), wire);
        catalog.lines().forEach(out::println);
        return 0;
    }

    private static Topics topics(EarshotConfig config) {
        return new Topics(config.string(Settings.TOPIC_PREFIX));
    }

    private static StandingQuery query(String id, String text, double threshold, List<String> sources) {
        DecisionRules rules = Thresholds.rules(threshold);
        try {
            return new StandingQuery(id == null ? QueryIds.of(text) : id, text, sources, rules);
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(e.getMessage());
        }
    }
}

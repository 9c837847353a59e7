package io.earshot.cli;

import io.earshot.app.KafkaAccess;
import io.earshot.app.QueryCatalog;
import io.earshot.app.RegistrationWatch;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.ingest.QueryPublisher;
import io.earshot.query.QueryRegistration;
import io.earshot.query.StandingQuery;
import io.earshot.register.TextLinter;
import io.earshot.topology.Topics;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import io.earshot.wire.WireSerdes;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Registers a query, and tells its writer at once what a running service has to say of it. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = "Registers a query, or changes the one with its id. Warns of what may not be meant.")
final class QueryAddCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Parameters(paramLabel = "TEXT", description = "What to listen for, in words.")
    private String text;

    @Option(names = "--id", paramLabel = "ID", description = "Id of the query (default: made from the text).")
    private String id;

    @Option(
            names = "--or",
            paramLabel = "TEXT",
            description = "Other words for it; whichever text is heard best counts. May be repeated.")
    private List<String> otherTexts = List.of();

    @Option(
            names = "--not",
            paramLabel = "TEXT",
            description = "What is not meant: nothing fires where this is heard rather than the text. May be repeated.")
    private List<String> negatives = List.of();

    @Mixin
    private RuleOptions rules;

    @Option(
            names = "--source",
            paramLabel = "PATTERN",
            description = "Sources it applies to, * stands for anything (default: all). May be repeated.")
    private List<String> sources = List.of();

    @Option(
            names = "--label",
            paramLabel = "NAME=VALUE",
            description = "A note that the query's events carry. May be repeated.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(names = "--no-wait", description = "Do not wait for what a running service says of the query.")
    private boolean noWait;

    @Override
    public Integer call() throws IOException, InterruptedException {
        StandingQuery query = query();
        EarshotConfig config = settings.config();
        WireSerdes wire = WireSerdes.of(config.wire());
        KafkaAccess kafka = new KafkaAccess(config);
        Topics topics = new Topics(config.string(Settings.TOPIC_PREFIX));
        String done =
                whatItDoes(query, QueryCatalog.read(kafka, topics.queries().name(), wire));
        Optional<QueryRegistration> answer;
        try (RegistrationWatch watch =
                        RegistrationWatch.start(kafka, topics.queryEmbeddings().name(), wire);
                Producer<String, Decoded<QueryRecord>> producer =
                        kafka.producer(wire.queries().serializer())) {
            new QueryPublisher(producer, topics.queries().name()).put(QueryRecord.of(query));
            spec.commandLine().getOut().println(done + " " + query.id() + ": " + QueryLine.meaning(query));
            spec.commandLine().getOut().flush();
            answer = watch.await(query, noWait ? Duration.ZERO : PATIENCE);
        }
        tell(query, answer);
        return 0;
    }

    private static String whatItDoes(StandingQuery query, QueryCatalog known) {
        Optional<Decoded<QueryRecord>> before = known.find(query.id());
        if (before.isEmpty()) {
            return "added";
        }
        boolean same = before.get().value().flatMap(QueryRecord::query).equals(Optional.of(query));
        return same ? "unchanged" : "changed";
    }

    /** Of the words alone there is something to say even when no service runs. */
    private void tell(StandingQuery query, Optional<QueryRegistration> answer) {
        PrintWriter err = spec.commandLine().getErr();
        List<String> warnings = answer.map(QueryRegistration::warnings).orElseGet(() -> ofWordsAlone(query));
        warnings.forEach(warning -> err.println("warning: " + warning));
        if (answer.isEmpty() && !noWait) {
            err.println("no Earshot has answered yet; the query is matched as soon as one runs");
        }
        List<String> errors = answer.map(QueryRegistration::errors).orElse(List.of());
        if (!errors.isEmpty()) {
            throw new FailedException("query " + query.id() + " cannot be matched: " + String.join("; ", errors));
        }
    }

    private static List<String> ofWordsAlone(StandingQuery query) {
        TextLinter linter = new TextLinter();
        return Stream.of(Stream.of(query.text()), query.otherTexts().stream(), query.negatives().stream())
                .flatMap(texts -> texts)
                .flatMap(words -> linter.warnings(words).stream())
                .toList();
    }

    private StandingQuery query() {
        try {
            return new StandingQuery(
                    id == null ? QueryIds.of(text) : id, text, otherTexts, negatives, sources, rules.rules(), labels);
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(e.getMessage());
        }
    }
}

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
import java.util.List;
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

    @Mixin
    private QueryOptions options;

    @Option(names = "--no-wait", description = "Do not wait for what a running service says of the query.")
    private boolean noWait;

    @Override
    public Integer call() throws IOException, InterruptedException {
        StandingQuery query = options.query(text);
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
}

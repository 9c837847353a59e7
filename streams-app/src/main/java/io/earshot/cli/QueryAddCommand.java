package io.earshot.cli;

import io.earshot.cluster.QueryCatalog;
import io.earshot.cluster.RegistrationWatch;
import io.earshot.query.QueryRegistration;
import io.earshot.query.StandingQuery;
import io.earshot.register.TextLinter;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
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

    @Mixin
    private QueryOptions options;

    @Option(names = "--no-wait", description = "Do not wait for what a running service says of the query.")
    private boolean noWait;

    @Option(names = "--json", description = "One JSON object, with what the service says; warnings are in it.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        StandingQuery query = options.query(text);
        QueryCluster cluster = QueryCluster.withTopics(settings.config());
        ResultPrinter output = new ResultPrinter(spec.commandLine().getOut(), json);
        String done = whatItDoes(query, cluster.queries());
        Optional<QueryRegistration> answer;
        try (RegistrationWatch watch =
                        RegistrationWatch.start(cluster.kafka(), cluster.embeddingTopic(), cluster.wire());
                Producer<String, Decoded<QueryRecord>> producer = cluster.producer()) {
            cluster.publisher(producer).put(QueryRecord.of(query));
            output.remark(done + " " + Printed.of(query.id()) + ": " + Printed.of(QueryLine.meaning(query)));
            answer = watch.await(query, noWait ? Duration.ZERO : PATIENCE);
        }
        if (json) {
            output.print("", fields(query, done, answer));
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

    private static Map<String, Object> fields(StandingQuery query, String done, Optional<QueryRegistration> answer) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", query.id());
        fields.put("done", done);
        fields.put("text", query.text());
        fields.put("answered", answer.isPresent());
        fields.put("warnings", warnings(query, answer));
        fields.put("errors", errors(answer));
        return fields;
    }

    private void tell(StandingQuery query, Optional<QueryRegistration> answer) {
        PrintWriter err = spec.commandLine().getErr();
        if (!json) {
            warnings(query, answer).forEach(warning -> err.println("warning: " + warning));
        }
        if (answer.isEmpty() && !noWait) {
            err.println("no Earshot has answered yet; the query is matched as soon as one runs");
        }
        if (!errors(answer).isEmpty()) {
            throw new FailedException(
                    "query " + Printed.of(query.id()) + " cannot be matched: " + String.join("; ", errors(answer)));
        }
    }

    private static List<String> errors(Optional<QueryRegistration> answer) {
        return answer.map(QueryRegistration::errors).orElse(List.of());
    }

    /** Of the words alone there is something to say even when no service runs. */
    private static List<String> warnings(StandingQuery query, Optional<QueryRegistration> answer) {
        return answer.map(QueryRegistration::warnings).orElseGet(() -> ofWordsAlone(query));
    }

    private static List<String> ofWordsAlone(StandingQuery query) {
        TextLinter linter = new TextLinter();
        return Stream.of(Stream.of(query.text()), query.otherTexts().stream(), query.negatives().stream())
                .flatMap(texts -> texts)
                .flatMap(words -> linter.warnings(words).stream())
                .toList();
    }
}

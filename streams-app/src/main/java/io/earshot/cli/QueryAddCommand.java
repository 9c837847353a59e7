package io.earshot.cli;

import io.earshot.cluster.QueryCatalog;
import io.earshot.cluster.RegistrationWatch;
import io.earshot.ingest.QueryPublisher;
import io.earshot.query.QueryDraft;
import io.earshot.query.QueryRegistration;
import io.earshot.query.StandingQuery;
import io.earshot.register.TextLinter;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import java.io.IOException;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Registers queries and shows the answer of a running service. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        modelTransformer = RuleOptions.class,
        description =
                "Registers a query, or changes the one with its id; with --file, many. Warns of words that may match less or more than intended.")
final class QueryAddCommand extends Subcommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Mixin
    private SettingsOptions settings;

    @Parameters(arity = "0..1", paramLabel = "TEXT", description = "What to listen for, in words.")
    private String text;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description =
                    "Registers every query of a file of JSON objects, as query ls --json prints them; - reads standard input. Adds none if one is wrong.")
    private String file;

    @Mixin
    private QueryOptions options;

    @Option(names = "--no-wait", description = "Do not wait for the answer of a running service.")
    private boolean noWait;

    @Option(names = "--json", description = "One JSON object a query, with the service's answer and its warnings.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<QueryRecord> records = records();
        QueryCluster cluster = QueryCluster.withTopics(settings.config());
        QueryCatalog known = cluster.queries();
        boolean areAllMatched = true;
        Duration patience = noWait ? Duration.ZERO : PATIENCE;
        try (RegistrationWatch watch =
                        RegistrationWatch.start(cluster.kafka(), cluster.embeddingTopic(), cluster.wire());
                Producer<String, Decoded<QueryRecord>> producer = cluster.producer()) {
            QueryPublisher publisher = cluster.publisher(producer);
            for (QueryRecord record : records) {
                publisher.put(record);
                StandingQuery query = record.content().orElseThrow();
                // Nobody answers for a disabled query.
                Duration most = record.enabled() ? patience : Duration.ZERO;
                Added added = new Added(query, effect(record, known), watch.await(query, most));
                areAllMatched &= show(added, !most.isZero());
                patience = record.enabled() && added.answer().isEmpty() ? Duration.ZERO : patience;
            }
        }
        return areAllMatched ? 0 : 1;
    }

    private List<QueryRecord> records() throws IOException {
        QueryDraft given = options.draft(Optional.ofNullable(text), RuleOptions.of(spec()));
        if (file == null) {
            if (text == null) {
                throw new WrongUseException("a TEXT is missing, or the --file of the queries");
            }
            return List.of(QueryRecord.of(options.query(text, given.rules())));
        }
        if (!given.equals(QueryDraft.NOTHING)) {
            throw new WrongUseException(
                    "--file defines its queries completely; it takes no TEXT and no options of a query");
        }
        return QueryFile.read(file, System.in);
    }

    /**
     * A written query.
     *
     * @param done the effect: added, changed or unchanged
     * @param answer of a running service
     */
    private record Added(StandingQuery query, String done, Optional<QueryRegistration> answer) {
        List<String> errors() {
            return answer.map(QueryRegistration::errors).orElse(List.of());
        }

        /** Without a service, those of the words alone. */
        List<String> warnings() {
            return answer.map(QueryRegistration::warnings).orElseGet(() -> ofWordsAlone(query));
        }

        Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("id", query.id());
            fields.put("done", done);
            fields.put("text", query.text());
            fields.put("answered", answer.isPresent());
            fields.put("warnings", warnings());
            fields.put("errors", errors());
            return fields;
        }
    }

    private static String effect(QueryRecord record, QueryCatalog known) {
        Optional<Decoded<QueryRecord>> before = known.find(record.id());
        if (before.isEmpty()) {
            return "added";
        }
        boolean isSame = before.get()
                .value()
                .filter(written -> written.enabled() == record.enabled())
                .flatMap(QueryRecord::content)
                .equals(record.content());
        return isSame ? "unchanged" : "changed";
    }

    /** Prints the outcome; false if the service rejects the query. */
    private boolean show(Added added, boolean waited) {
        String id = Printed.of(added.query().id());
        print(json, added.done() + " " + id + ": " + Printed.of(QueryLine.meaning(added.query())), added.fields());
        if (!json) {
            added.warnings().forEach(warning -> err().println("warning: " + warning));
        }
        if (added.answer().isEmpty() && waited) {
            err().println("no Earshot has answered yet; the query is matched as soon as one runs");
        }
        if (!added.errors().isEmpty()) {
            report("query " + id + " cannot be matched: " + String.join("; ", added.errors()));
        }
        return added.errors().isEmpty();
    }

    private static List<String> ofWordsAlone(StandingQuery query) {
        TextLinter linter = new TextLinter();
        return Stream.of(Stream.of(query.text()), query.otherTexts().stream(), query.negatives().stream())
                .flatMap(texts -> texts)
                .flatMap(words -> linter.warnings(words).stream())
                .toList();
    }
}

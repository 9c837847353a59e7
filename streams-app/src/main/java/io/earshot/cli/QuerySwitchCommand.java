package io.earshot.cli;

import io.earshot.cluster.QueryCatalog;
import io.earshot.ingest.QueryPublisher;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.Producer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says of queries whether they are to be matched; they are kept either way. */
abstract class QuerySwitchCommand implements Callable<Integer> {
    private final boolean enabled;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Parameters(arity = "1..*", paramLabel = "ID", description = "Ids of the queries.")
    private List<String> ids = List.of();

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    private QuerySwitchCommand(boolean enabled) {
        this.enabled = enabled;
    }

    /** Keeps queries from being matched. */
    @Command(
            name = "disable",
            mixinStandardHelpOptions = true,
            description = "Keeps queries, but does not match them; their events end.")
    static final class Disable extends QuerySwitchCommand {
        Disable() {
            super(false);
        }
    }

    /** Has them matched again. */
    @Command(name = "enable", mixinStandardHelpOptions = true, description = "Matches disabled queries again.")
    static final class Enable extends QuerySwitchCommand {
        Enable() {
            super(true);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        QueryCluster cluster = QueryCluster.asItIs(settings.config());
        QueryCatalog queries = cluster.queries();
        MissingQueries missing = new MissingQueries(spec.commandLine().getErr());
        try (Producer<String, Decoded<QueryRecord>> producer = cluster.producer()) {
            QueryPublisher publisher = cluster.publisher(producer);
            for (String id : new LinkedHashSet<>(ids)) {
                Optional<Decoded<QueryRecord>> found = queries.find(id);
                Optional<QueryRecord> record = found.flatMap(Decoded::value);
                if (record.isPresent()) {
                    put(record.get(), publisher);
                } else {
                    missing.tell(id, found.isPresent() ? "it cannot be read; add it anew" : "no such query");
                }
            }
        }
        return missing.exitCode();
    }

    private void put(QueryRecord record, QueryPublisher publisher) throws InterruptedException {
        boolean isNew = record.enabled() != enabled;
        if (isNew) {
            publisher.put(record.withEnabled(enabled));
        }
        String state = enabled ? "enabled" : "disabled";
        new ResultPrinter(spec.commandLine().getOut(), json)
                .print(
                        (isNew ? state : "unchanged, it is " + state) + " " + Printed.of(record.id()),
                        Map.of("id", record.id(), "done", isNew ? state : "unchanged", "enabled", enabled));
    }
}

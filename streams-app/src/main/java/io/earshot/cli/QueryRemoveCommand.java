package io.earshot.cli;

import io.earshot.cluster.QueryCatalog;
import io.earshot.cluster.RegistrationCatalog;
import io.earshot.ingest.QueryPublisher;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.Producer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes queries; also those that fire although the topic of queries has lost them. */
@Command(
        name = "rm",
        mixinStandardHelpOptions = true,
        description = "Removes queries. Says which are not there (exit code 1), and removes the others.")
final class QueryRemoveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Parameters(arity = "1..*", paramLabel = "ID", description = "Ids of the queries.")
    private List<String> ids = List.of();

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        QueryCluster cluster = QueryCluster.asItIs(settings.config());
        QueryCatalog queries = cluster.queries();
        RegistrationCatalog registrations = cluster.registrations();
        MissingQueries missing = new MissingQueries(spec.commandLine().getErr());
        ResultPrinter output = new ResultPrinter(spec.commandLine().getOut(), json);
        try (Producer<String, Decoded<QueryRecord>> producer = cluster.producer()) {
            QueryPublisher publisher = cluster.publisher(producer);
            for (String id : new LinkedHashSet<>(ids)) {
                boolean isThere = queries.find(id).isPresent();
                if (!isThere && !registrations.ids().contains(id)) {
                    missing.tell(id);
                    continue;
                }
                publisher.remove(id);
                if (!isThere) {
                    registrations.remove(cluster.kafka(), id);
                }
                output.print("removed " + Printed.of(id), Map.of("id", id, "done", "removed"));
            }
        }
        return missing.exitCode();
    }
}

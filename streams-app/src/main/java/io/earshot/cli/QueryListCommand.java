package io.earshot.cli;

import io.earshot.cluster.QueryCatalog;
import io.earshot.cluster.RegistrationCatalog;
import java.io.IOException;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the standing queries with their warnings and errors; also those that still fire after their removal. */
@Command(name = "ls", mixinStandardHelpOptions = true, description = "Lists the standing queries with their warnings.")
final class QueryListCommand extends Subcommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions settings;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        QueryCluster cluster = QueryCluster.asItIs(settings.config());
        QueryCatalog queries = cluster.queries();
        RegistrationCatalog registrations = cluster.registrations();
        TreeSet<String> ids = new TreeSet<>(queries.ids());
        ids.addAll(registrations.ids());
        for (String id : ids) {
            QueryLine line = queries.find(id)
                    .map(record -> QueryLine.of(id, record, registrations.warnings(id), registrations.errors(id)))
                    .orElseGet(() -> QueryLine.leftOver(id, registrations.query(id)));
            print(json, line.text(), line.fields());
        }
        return 0;
    }
}

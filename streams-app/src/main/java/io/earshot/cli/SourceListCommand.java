package io.earshot.cli;

import io.earshot.cluster.SourceCatalog;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the sources and how listening to each goes. */
@Command(
        name = "ls",
        mixinStandardHelpOptions = true,
        description = "Lists the sources, and how listening to each goes.")
final class SourceListCommand extends Subcommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions settings;

    @Option(names = "--json", description = "One JSON object a line; source add --file reads it again.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        SourceCatalog sources = SourceCluster.asItIs(settings.config()).sources();
        for (String id : sources.ids()) {
            SourceLine line = SourceLine.of(id, sources.find(id).orElseThrow(), sources.status(id), Clock.systemUTC());
            print(json, line.text(), line.fields());
        }
        return 0;
    }
}

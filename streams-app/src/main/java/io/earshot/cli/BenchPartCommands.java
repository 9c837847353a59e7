package io.earshot.cli;

import io.earshot.app.AudioOpening;
import io.earshot.config.EarshotConfig;
import io.earshot.ingest.AudioFiles;
import io.earshot.lab.live.LiveParts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The processes that {@code bench live} starts beside the service. */
@Command(
        name = "live-part",
        hidden = true,
        description = "A process of bench live; ends when its standard input does.",
        synopsisSubcommandLabel = "(broker | players)")
final class BenchPartCommands extends Subcommand {
    @Command(name = "broker", description = "The broker.")
    int broker(@Parameters(paramLabel = "DIR") Path folder) throws IOException {
        LiveParts.broker(folder, System.in, out());
        return 0;
    }

    @Command(name = "players", description = "The players.")
    int players(
            @Mixin SettingsOptions settings,
            @Option(names = "--sources", required = true) int sources,
            @Option(names = "--chunk-millis", required = true) int chunkMillis,
            @Option(names = "--backlog-seconds", required = true) long backlogSeconds,
            @Option(names = "--audio") Path audio)
            throws IOException, InterruptedException {
        EarshotConfig config = settings.config();
        List<Path> recordings = List.copyOf(DemoFiles.of(audio).bySource().values());
        try (AudioFiles files = AudioOpening.files(config)) {
            LiveParts.players(config, files, recordings, sources, chunkMillis, backlogSeconds, System.in, out());
        }
        return 0;
    }
}

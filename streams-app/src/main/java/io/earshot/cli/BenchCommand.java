package io.earshot.cli;

import io.earshot.lab.ApiBench;
import io.earshot.lab.ListeningBench;
import io.earshot.lab.SoakBench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures the service as a whole; the stages have JMH benches of their own. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures the service on this machine.",
        synopsisSubcommandLabel = "(live | soak | listening | calibration | phase | api)",
        subcommands = {
            BenchLiveCommand.class,
            BenchPartCommands.class,
            BenchCalibrationCommand.class,
            BenchPhaseCommand.class
        })
final class BenchCommand extends Subcommand {
    @Command(
            name = "soak",
            mixinStandardHelpOptions = true,
            description =
                    "Plays recordings through a broker and the service in this process as fast as they go; reports speed, changelog volume, memory, and how soon a new query is matched meanwhile.")
    int soak(
            @Option(
                            names = "--audio-minutes",
                            defaultValue = "60",
                            paramLabel = "N",
                            description = "Audio of all sources together (default: ${DEFAULT-VALUE}).")
                    int minutes,
            @Option(names = "--audio", paramLabel = "DIR", description = "Recordings (default: the bundled ones).")
                    Path folder,
            @Option(names = "--json", description = "One JSON object a line, for each thing that is measured.")
                    boolean json)
            throws IOException, InterruptedException {
        List<Path> recordings = List.copyOf(DemoFiles.of(folder).bySource().values());
        if (60L * minutes < recordings.size()) {
            throw new WrongUseException(minutes + " minutes are too few for " + recordings.size() + " recordings");
        }
        new SoakBench(recordings, minutes, line -> print(json, line, fields(line))).run();
        return 0;
    }

    @Command(
            name = "listening",
            mixinStandardHelpOptions = true,
            description =
                    "Listens to live sources without a broker and without a model; reports processor time, memory and handles of this process and of its decoder.")
    int listening(
            @Mixin SettingsOptions settings,
            @Parameters(arity = "1..*", paramLabel = "ADDRESS", description = "Live sources, taken in turns.")
                    List<String> addresses,
            @Option(
                            names = "--sources",
                            defaultValue = "100",
                            paramLabel = "N",
                            description = "How many are opened (default: ${DEFAULT-VALUE}).")
                    int sources,
            @Option(
                            names = "--duration",
                            defaultValue = "30s",
                            paramLabel = "TIME",
                            description = "How long is measured, after as long to warm up (default: ${DEFAULT-VALUE}).")
                    String duration,
            @Option(names = "--json", description = "One JSON object a line, for each thing that is measured.")
                    boolean json)
            throws IOException, InterruptedException {
        if (sources < 1 || sources > 10_000) {
            throw new WrongUseException("--sources " + sources + " must lie between 1 and 10000");
        }
        new ListeningBench(addresses, sources, Times.length(duration), line -> print(json, line, fields(line)))
                .run(settings.config());
        return 0;
    }

    @Command(
            name = "api",
            mixinStandardHelpOptions = true,
            description =
                    "Records events and asks a broker and the service in this process for them; reports how long pages take, and the processor time with and without listeners to the stream.")
    int api(
            @Option(
                            names = "--events",
                            defaultValue = "100000",
                            paramLabel = "N",
                            description = "Of the past (default: ${DEFAULT-VALUE}).")
                    int events,
            @Option(
                            names = "--listeners",
                            defaultValue = "200",
                            paramLabel = "N",
                            description = "To the stream (default: ${DEFAULT-VALUE}).")
                    int listeners,
            @Option(
                            names = "--duration",
                            defaultValue = "30s",
                            paramLabel = "TIME",
                            description = "How long is measured, with and without (default: ${DEFAULT-VALUE}).")
                    String duration,
            @Option(names = "--json", description = "One JSON object a line, for each thing that is measured.")
                    boolean json)
            throws IOException, InterruptedException {
        if (events < 100 || events > 10_000_000 || listeners < 1 || listeners > 10_000) {
            throw new WrongUseException("--events must lie between 100 and 10000000, --listeners between 1 and 10000");
        }
        new ApiBench(events, listeners, Times.length(duration), line -> print(json, line, fields(line))).run();
        return 0;
    }

    /** At least two blanks separate the name of a measurement from its value. */
    private static Map<String, String> fields(String line) {
        String[] parts = line.split(" {2,}", 2);
        return Map.of("measured", parts[0], "value", parts[1]);
    }
}

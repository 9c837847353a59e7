package io.earshot.cli;

import io.earshot.lab.PhaseBench;
import io.earshot.lab.PhaseReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how far results depend on where the grid of hops lies. */
@Command(
        name = "phase",
        mixinStandardHelpOptions = true,
        description =
                "Plays recordings at phases of the grid that are spread over a hop; reports how far onsets and confidences move, and what two or four grids at once would do.")
final class BenchPhaseCommand extends Subcommand implements Callable<Integer> {
    /** Phases lie whole frames apart, so not every number fits a hop; this one does, and two and four grids fit it. */
    private static final int PHASES = 24;

    @Mixin
    private SettingsOptions settings;

    @Option(names = "--audio", paramLabel = "DIR", description = "Recordings (default: the bundled ones).")
    private Path audio;

    @Option(
            names = {"-q", "--query"},
            paramLabel = "TEXT",
            description = "What to listen for; may be repeated (default: the queries of the demo).")
    private List<String> texts = DemoQueries.DEFAULT;

    @Mixin
    private ReportPrinter printer;

    @Override
    public Integer call() throws IOException {
        printer.requirePlace();
        PhaseReport report =
                PhaseBench.run(settings.config(), DemoFiles.of(audio).bySource(), texts, PHASES, err()::println);
        printer.print(report, report.lines(), out());
        return 0;
    }
}

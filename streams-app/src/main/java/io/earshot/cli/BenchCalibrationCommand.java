package io.earshot.cli;

import io.earshot.lab.BenchQueries;
import io.earshot.lab.CalibrationBench;
import io.earshot.lab.CalibrationReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures whether sources are calibrated as promised, and at what cost. */
@Command(
        name = "calibration",
        mixinStandardHelpOptions = true,
        description =
                "Fits queries to the first half of recordings, counts the events that they open in the second, and compares with the alarms per day that were asked for; measures what fitting many queries to many sources costs.")
final class BenchCalibrationCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Option(
            names = "--background",
            paramLabel = "DIR",
            description =
                    "Recordings of an hour or more, each a source that the queries are not about (default: none, only the cost is measured).")
    private Path background;

    @Option(
            names = {"-q", "--query"},
            paramLabel = "TEXT",
            description = "What to listen for; may be repeated (default: some sixty everyday sounds).")
    private List<String> texts = BenchQueries.TEXTS;

    @Option(
            names = "--cost-queries",
            defaultValue = "10000",
            paramLabel = "N",
            description = "Queries whose cost is measured; 0: it is not (default: ${DEFAULT-VALUE}).")
    private int costQueries;

    @Option(
            names = "--cost-sources",
            defaultValue = "20",
            paramLabel = "N",
            description = "Sources that they are fitted to (default: ${DEFAULT-VALUE}).")
    private int costSources;

    @Mixin
    private ReportPrinter printer;

    @Override
    public Integer call() throws IOException {
        if (costQueries < 0 || costSources < 1) {
            throw new WrongUseException("--cost-queries must be at least 0, --cost-sources at least 1");
        }
        printer.requirePlace();
        PrintWriter err = spec.commandLine().getErr();
        Map<String, Path> recordings =
                background == null ? Map.of() : DemoFiles.of(background).bySource();
        CalibrationReport report = new CalibrationBench(
                        settings.config(), recordings, texts, costQueries, costSources, line -> {
                            err.println(line);
                            err.flush();
                        })
                .run();
        printer.print(report, report.lines(), spec.commandLine().getOut());
        return 0;
    }
}

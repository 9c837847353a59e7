package io.earshot.cli;

import io.earshot.lab.CalibrationBench;
import io.earshot.lab.CalibrationReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures whether fitted queries alarm as often as requested. */
@Command(
        name = "calibration",
        mixinStandardHelpOptions = true,
        description =
                "Fits queries to the first half of recordings, counts the events that they open in the second, and compares with the requested alarms per day.")
final class BenchCalibrationCommand extends Subcommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions settings;

    @Option(
            names = "--background",
            required = true,
            paramLabel = "DIR",
            description = "Recordings of an hour or more, each a source that the queries are not about.")
    private Path background;

    @Option(
            names = {"-q", "--query"},
            paramLabel = "TEXT",
            description = "What to listen for; may be repeated (default: some sixty everyday sounds).")
    private List<String> texts = CalibrationBench.EVERYDAY_SOUNDS;

    @Mixin
    private ReportPrinter printer;

    @Override
    public Integer call() throws IOException {
        printer.requirePlace();
        CalibrationReport report =
                CalibrationBench.run(settings.config(), DemoFiles.of(background).bySource(), texts, err()::println);
        printer.print(report, report.lines(), out());
        return 0;
    }
}

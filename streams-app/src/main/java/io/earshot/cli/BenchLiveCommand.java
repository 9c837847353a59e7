package io.earshot.cli;

import io.earshot.app.LoadedModel;
import io.earshot.lab.CalibrationBench;
import io.earshot.lab.live.Build;
import io.earshot.lab.live.LiveBench;
import io.earshot.lab.live.LiveCurve;
import io.earshot.lab.live.LiveLoad;
import io.earshot.lab.live.LivePoint;
import io.earshot.lab.live.LiveReport;
import io.earshot.model.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what live sources cost. */
@Command(
        name = "live",
        mixinStandardHelpOptions = true,
        description =
                "Plays sources to a service; broker, service and players are processes of their own. Reports the service's processor time for a hop and its stages, latency, memory and what the broker writes.")
final class BenchLiveCommand extends Subcommand implements Callable<Integer> {
    private static final int MOST_SOURCES = 10_000;
    private static final int MOST_QUERIES = 1_000_000;

    @Mixin
    private SettingsOptions settings;

    @Option(
            names = "--sources",
            split = ",",
            defaultValue = "10",
            paramLabel = "N",
            description =
                    "How many play; several numbers are measured one after the other (default: ${DEFAULT-VALUE}).")
    private List<Integer> sources;

    @Option(
            names = "--queries",
            split = ",",
            defaultValue = "10",
            paramLabel = "N",
            description = "How many are registered; may be several numbers, too (default: ${DEFAULT-VALUE}).")
    private List<Integer> queries;

    @Option(
            names = "--chunk-millis",
            split = ",",
            defaultValue = "320",
            paramLabel = "MS",
            description = "Length of a chunk; may be several numbers, too (default: ${DEFAULT-VALUE}).")
    private List<Integer> chunkMillis;

    @Option(
            names = "--backlog",
            description = "All audio lies on the broker before the service starts, which then goes as fast as it can.")
    private boolean backlog;

    @Option(
            names = "--warm-up",
            defaultValue = "20s",
            paramLabel = "TIME",
            description = "How long sources play before anything is measured (default: ${DEFAULT-VALUE}).")
    private String warmUp;

    @Option(
            names = "--duration",
            defaultValue = "30s",
            paramLabel = "TIME",
            description = "How long is measured (default: ${DEFAULT-VALUE}).")
    private String duration;

    @Option(
            names = "--before",
            paramLabel = "DIR",
            description = "Another build, a checkout or a release, whose service is measured in turns with this one's.")
    private Path before;

    @Option(
            names = "--turns",
            defaultValue = "1",
            paramLabel = "N",
            description = "How often each load is measured (default: ${DEFAULT-VALUE}).")
    private int turns;

    @Option(names = "--audio", paramLabel = "DIR", description = "Recordings (default: the bundled ones).")
    private Path audio;

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description = "Draw what a hop costs by the number of sources into this file.")
    private Path drawing;

    @Mixin
    private ReportPrinter printer;

    @Override
    public Integer call() throws IOException, InterruptedException {
        printer.requirePlace();
        requireValid();
        ModelBundle model = ModelBundle.load(LoadedModel.folder(settings.config()));
        LiveBench bench = new LiveBench(model.grid(), audio, CalibrationBench.EVERYDAY_SOUNDS, err()::println);
        List<LivePoint> points = new ArrayList<>();
        for (LiveLoad load : loads()) {
            for (int turn = 0; turn < turns; turn++) {
                if (before != null) {
                    points.add(bench.measure(Build.in(before), load));
                }
                points.add(bench.measure(Build.ofThis(), load));
            }
        }
        LiveReport report = new LiveReport(points);
        printer.print(report, report.lines(), out());
        if (drawing != null) {
            Files.writeString(drawing, LiveCurve.of(report));
        }
        return 0;
    }

    private void requireValid() {
        requireAll("--sources", sources, MOST_SOURCES);
        requireAll("--queries", queries, MOST_QUERIES);
        requireAll("--chunk-millis", chunkMillis, 2_000);
        requireAll("--turns", List.of(turns), 100);
        if (before != null && !Files.isExecutable(before.resolve("earshot"))) {
            throw new WrongUseException("--before " + before + ": there is no program earshot in it");
        }
    }

    private static void requireAll(String option, List<Integer> values, int most) {
        for (int value : values) {
            if (value < 1 || value > most) {
                throw new WrongUseException(option + " " + value + " must lie between 1 and " + most);
            }
        }
    }

    private List<LiveLoad> loads() {
        Duration warming = Times.length(warmUp);
        Duration measuring = Times.length(duration);
        List<LiveLoad> loads = new ArrayList<>();
        for (int queryCount : queries) {
            for (int chunk : chunkMillis) {
                for (int sourceCount : sources) {
                    loads.add(new LiveLoad(sourceCount, queryCount, chunk, backlog, warming, measuring));
                }
            }
        }
        return loads;
    }
}

package io.earshot.cli;

import io.earshot.cluster.EventPlayback;
import io.earshot.decide.Event;
import io.earshot.export.CsvEvents;
import io.earshot.export.EventSink;
import io.earshot.export.JsonEvents;
import io.earshot.export.LabelTrack;
import io.earshot.export.ParquetEvents;
import io.earshot.history.EventFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes recorded events to a file. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description =
                "Writes recorded events to a file, each once, as it was in the end. The file is there when it is whole.")
final class ExportCommand extends Subcommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions settings;

    @Mixin
    private HistoryOptions wanted;

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            description = "csv, parquet, jsonl, or audacity-labels.")
    private String format;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "Is replaced if it is there.")
    private Path file;

    @Option(
            names = "--origin",
            paramLabel = "TIME",
            description = "Time of second 0 of the labels (default: when the first event begins).")
    private String origin;

    @Option(names = "--json", description = "The result as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Clock clock = Clock.system(ZoneId.systemDefault());
        EventFilter filter = wanted.filter(clock, "");
        OptionalLong second0 = origin == null
                ? OptionalLong.empty()
                : OptionalLong.of(HistoryOptions.micros(Times.moment(origin, clock)));
        Path part = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            long events = write(part, filter, second0);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            print(
                    json,
                    events + " events in " + Printed.of(file.toString()),
                    Map.of("file", file.toString(), "events", events));
        } finally {
            Files.deleteIfExists(part);
        }
        return 0;
    }

    private long write(Path part, EventFilter filter, OptionalLong second0) throws IOException, InterruptedException {
        long[] count = new long[1];
        try (EventSink sink = sink(part, second0);
                EventPlayback events = HistoryOptions.playback(settings.config(), filter)) {
            events.past(() -> false, event -> {
                write(sink, event);
                count[0]++;
            });
        }
        return count[0];
    }

    private static void write(EventSink sink, Event event) {
        try {
            sink.write(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EventSink sink(Path part, OptionalLong second0) throws IOException {
        return switch (format) {
            case "csv" -> new CsvEvents(Files.newBufferedWriter(part, StandardCharsets.UTF_8));
            case "jsonl" -> new JsonEvents(Files.newBufferedWriter(part, StandardCharsets.UTF_8));
            case "audacity-labels" -> new LabelTrack(Files.newBufferedWriter(part, StandardCharsets.UTF_8), second0);
            case "parquet" -> new ParquetEvents(part);
            default ->
                throw new WrongUseException(
                        "--format " + Printed.of(format) + " must be csv, parquet, jsonl or audacity-labels");
        };
    }
}

package io.earshot.cli;

import io.earshot.cluster.EventPlayback;
import io.earshot.decide.Event;
import io.earshot.export.CsvEvents;
import io.earshot.export.EventSink;
import io.earshot.export.JsonEvents;
import io.earshot.history.EventFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what was heard, and goes on with what is heard. */
@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        description =
                "Lists recorded events in the order in which they ended, and those that go on at last; of the last 24"
                        + " hours unless --since says otherwise.")
final class EventsCommand extends Subcommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions settings;

    @Mixin
    private HistoryOptions wanted;

    @Option(
            names = {"-f", "--follow"},
            description = "Goes on with each record as it is written, until Ctrl-C.")
    private boolean follow;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Option(names = "--csv", description = "A comma-separated table.")
    private boolean csv;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (json && csv) {
            throw new WrongUseException("--json and --csv exclude each other");
        }
        EventFilter filter = wanted.filter(Clock.system(ZoneId.systemDefault()), "24h");
        try (StopSignal stop = StopSignal.listen();
                EventPlayback events = HistoryOptions.playback(settings.config(), filter)) {
            stop.started();
            BooleanSupplier isStopped = () -> isAsked(stop);
            if (json || csv) {
                EventSink sink = json ? new JsonEvents(out()) : new CsvEvents(out());
                show(events, isStopped, event -> write(sink, event), event -> write(sink, event));
                out().flush();
            } else {
                EventPrinter printer = new EventPrinter(out(), false);
                show(events, isStopped, printer::past, printer::live);
            }
        }
        return 0;
    }

    private void show(EventPlayback events, BooleanSupplier isStopped, Consumer<Event> past, Consumer<Event> live) {
        events.past(isStopped, past);
        if (follow) {
            events.follow(isStopped, live);
        }
    }

    private void write(EventSink sink, Event event) {
        try {
            sink.write(event);
            out().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isAsked(StopSignal stop) {
        try {
            return stop.await(Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}

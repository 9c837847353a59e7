package io.earshot.cli;

import io.earshot.app.DemoSources;
import io.earshot.app.EmbeddedEarshot;
import io.earshot.app.StreamOpening;
import io.earshot.app.TaggingService;
import io.earshot.audio.AudioChunk;
import io.earshot.config.Settings;
import io.earshot.ingest.AudioFiles;
import io.earshot.ingest.ChunkPublisher;
import io.earshot.query.DecisionRules;
import io.earshot.query.StandingQuery;
import io.earshot.source.AudioSource;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Everything in one process: broker, service, recordings as live sources, standing queries, events on the screen. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Starts a broker and the service in this process, plays real recordings as live sources, or listens to live sources, and prints the events.")
final class DemoCommand extends Subcommand implements Callable<Integer> {
    private static final Duration LAST_EVENTS = Duration.ofMillis(700);
    private static final Duration LOOK = Duration.ofMillis(100);

    private static final Duration ENDING = Duration.ofSeconds(2);

    /** Of the sources that a demo was given, so that the next one removes what a killed one left. */
    private static final Map.Entry<String, String> LABEL = Map.entry("added-by", "demo");

    @Mixin
    private SettingsOptions settings;

    @Option(
            names = "--audio",
            paramLabel = "DIR",
            description = "Play the audio files of this folder and the folders in it instead, each as a source.")
    private Path audio;

    @Mixin
    private ChannelOption channel;

    @Option(
            names = "--source",
            paramLabel = "ADDRESS",
            description = "Listen to this live source instead: the URL of a stream, for example. May be repeated.")
    private List<String> addresses = List.of();

    @Option(
            names = {"-q", "--query"},
            paramLabel = "TEXT",
            description = "Listen for this instead of the demo's queries. May be repeated.")
    private List<String> texts = List.of();

    @Option(
            names = {"-t", "--threshold"},
            converter = Probability.class,
            defaultValue = "0.4",
            paramLabel = "P",
            description =
                    "Confidence at which an event opens (default: ${DEFAULT-VALUE}; lower than elsewhere, to show more events).")
    private double threshold;

    @Option(names = "--duration", paramLabel = "TIME", description = "End after this time, for example 60s or 5m.")
    private String duration;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Mixin
    private EmbeddedOptions broker;

    private final AtomicReference<StandardOutput.Unwritable> unwritable = new AtomicReference<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Duration most = duration == null ? null : Times.length(duration);
        broker.requireValid(settings);
        if (audio != null && !addresses.isEmpty()) {
            throw new WrongUseException("--audio plays recordings and --source listens; give one of them");
        }
        List<AudioSource> sources = GivenSources.of(addresses, Map.ofEntries(LABEL));
        DemoFiles found = sources.isEmpty() ? DemoFiles.of(audio) : new DemoFiles(Map.of(), List.of());
        List<StandingQuery> queries =
                DemoQueries.of(texts.isEmpty() ? DemoQueries.DEFAULT : texts, DecisionRules.ofConfidence(threshold));
        found.skippedInShort().forEach(line -> report("not played: " + line));
        String port = httpPort();
        report("starting a broker, the model and the service ...");
        try (StopSignal stop = StopSignal.listen();
                EmbeddedEarshot earshot = new EmbeddedEarshot(
                        broker.folder("demo"), broker.port(), settings::config, Map.of(Settings.HTTP_PORT, port))) {
            List<String> inForce = DemoQueries.register(earshot, queries, !texts.isEmpty());
            GivenSources.remove(earshot, GivenSources.labelled(earshot, LABEL));
            TaggingService service = earshot.startService();
            service.listen(StreamOpening.ofConsole(earshot.config()));
            EventPrinter printer = new EventPrinter(out(), json, id -> !DemoQueries.isDemos(id));
            earshot.listen(event -> show(() -> printer.live(event)));
            describe(sources.isEmpty() ? found.bySource().keySet() : ids(sources), inForce, earshot, service);
            stop.started();
            if (sources.isEmpty()) {
                play(found.bySource(), most, stop, earshot, service);
            } else {
                listen(sources, most, stop, earshot, service);
            }
        }
        return 0;
    }

    private static Set<String> ids(List<AudioSource> sources) {
        return new TreeSet<>(sources.stream().map(AudioSource::id).toList());
    }

    /** On the feed's thread; the command's own thread ends with its failure. */
    private void show(Runnable printing) {
        try {
            printing.run();
        } catch (StandardOutput.Unwritable e) {
            unwritable.compareAndSet(null, e);
        }
    }

    private void play(
            Map<String, Path> files, Duration most, StopSignal stop, EmbeddedEarshot earshot, TaggingService service)
            throws IOException, InterruptedException {
        try (AudioFiles audioFiles = channel.files(earshot.config(), 1);
                Producer<String, AudioChunk> producer =
                        earshot.kafka().producer(earshot.wire().audioChunks().serializer())) {
            service.countDecoderRestarts(audioFiles::decoderRestarts);
            ChunkPublisher publisher =
                    new ChunkPublisher(producer, earshot.topics().audioChunks().name());
            try (DemoSources sources = DemoSources.start(files, audioFiles, publisher)) {
                AtomicInteger reported = new AtomicInteger();
                waitFor(most, stop, service, () -> look(sources, reported));
            }
            producer.flush();
            stop.await(LAST_EVENTS);
        }
    }

    /** Sources that were given are removed at the end, so that their events end, too. */
    private void listen(
            List<AudioSource> sources, Duration most, StopSignal stop, EmbeddedEarshot earshot, TaggingService service)
            throws InterruptedException {
        SourcePrinter printer = new SourcePrinter(out(), json);
        earshot.listenToStates(status -> show(() -> printer.noted(status)));
        GivenSources.add(earshot, sources);
        try {
            waitFor(most, stop, service, () -> {});
        } finally {
            GivenSources.remove(earshot, ids(sources));
            awaitEnd(service, service.listenedSources() - sources.size());
            stop.await(LAST_EVENTS);
        }
    }

    private static void awaitEnd(TaggingService service, int others) throws InterruptedException {
        long end = System.nanoTime() + ENDING.toNanos();
        while (service.listenedSources() > others && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        }
    }

    /** @param look may report and fail */
    private void waitFor(Duration most, StopSignal stop, TaggingService service, Runnable look)
            throws InterruptedException {
        long start = System.nanoTime();
        RefusedAudio refused = new RefusedAudio(service::refusedChunks);
        while (!stop.await(LOOK)) {
            if (most != null && System.nanoTime() - start > most.toNanos()) {
                return;
            }
            if (!service.isLive()) {
                throw new FailedException("the service " + service.state());
            }
            if (unwritable.get() != null) {
                throw unwritable.get();
            }
            look.run();
            refused.line(System.nanoTime()).ifPresent(this::report);
        }
    }

    private void look(DemoSources sources, AtomicInteger reported) {
        boolean playing = sources.isPlaying();
        List<String> messages = sources.messages();
        messages.subList(reported.get(), messages.size()).forEach(this::report);
        reported.set(messages.size());
        if (!playing) {
            throw new FailedException("no source plays any more");
        }
    }

    private void describe(Set<String> sources, List<String> queries, EmbeddedEarshot earshot, TaggingService service) {
        report("broker on " + earshot.config().string(Settings.BOOTSTRAP_SERVERS) + ", console on http://127.0.0.1:"
                + service.httpPort());
        report("listening to " + String.join(", ", sources) + " for:");
        queries.forEach(query -> report("    " + query));
        report("listen for something else: ./earshot query add \"a kettle whistling\" "
                + String.join(" ", service.commandOptions()));
        report(duration == null ? "Ctrl-C stops it." : "stops after " + duration + ".");
    }

    /** Another program on the default port must not make the demo fail. */
    private String httpPort() throws IOException {
        int wanted = settings.config().integer(Settings.HTTP_PORT);
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            return Integer.toString(wanted);
        } catch (BindException e) {
            report("port " + wanted + " is taken; the console gets another one");
            return "0";
        }
    }
}

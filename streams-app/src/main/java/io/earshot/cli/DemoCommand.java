package io.earshot.cli;

import io.earshot.app.AudioOpening;
import io.earshot.app.DemoSources;
import io.earshot.app.EmbeddedEarshot;
import io.earshot.app.TaggingService;
import io.earshot.audio.AudioChunk;
import io.earshot.config.Settings;
import io.earshot.decide.Event;
import io.earshot.ingest.AudioFiles;
import io.earshot.ingest.ChunkPublisher;
import io.earshot.query.DecisionRules;
import io.earshot.query.StandingQuery;
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
import java.util.concurrent.Callable;
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
                "Starts a broker and the service in this process, plays real recordings as live sources and prints the events.")
final class DemoCommand extends Subcommand implements Callable<Integer> {
    private static final Duration LAST_EVENTS = Duration.ofMillis(700);

    /** Settings that the demo's own broker fixes. */
    private static final Set<String> FIXED =
            Set.of(Settings.BOOTSTRAP_SERVERS, Settings.TOPIC_PARTITIONS, Settings.TOPIC_REPLICATION);

    @Mixin
    private SettingsOptions settings;

    @Option(
            names = "--audio",
            paramLabel = "DIR",
            description = "Play the audio files of this folder and the folders in it instead, each as a source.")
    private Path audio;

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

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where the broker keeps its data between runs.")
    private Path dataDir;

    @Option(
            names = "--broker-port",
            defaultValue = "0",
            paramLabel = "PORT",
            description = "Port of the broker, for other programs to connect to (default: a free one).")
    private int brokerPort;

    private final AtomicReference<StandardOutput.Unwritable> unwritable = new AtomicReference<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Duration most = duration == null ? null : Times.length(duration);
        settings.refuse(FIXED::contains, "the demo starts a broker of its own (--broker-port says where)");
        requireBrokerPort();
        DemoFiles found = DemoFiles.of(audio);
        Map<String, Path> files = found.bySource();
        List<StandingQuery> queries =
                DemoQueries.of(texts.isEmpty() ? DemoQueries.DEFAULT : texts, DecisionRules.ofConfidence(threshold));
        found.skippedInShort().forEach(line -> report("not played: " + line));
        String port = httpPort();
        report("starting a broker, the model and the service ...");
        try (StopSignal stop = StopSignal.listen();
                EmbeddedEarshot earshot = new EmbeddedEarshot(
                        folder().resolve("broker"), brokerPort, settings::config, Map.of(Settings.HTTP_PORT, port))) {
            List<String> inForce = DemoQueries.register(earshot, queries, !texts.isEmpty());
            TaggingService service = earshot.startService();
            EventPrinter printer = new EventPrinter(out(), json, id -> !DemoQueries.isDemos(id));
            earshot.listen(event -> show(printer, event));
            describe(files.keySet(), inForce, earshot, service);
            stop.started();
            play(files, most, stop, earshot, service);
        }
        return 0;
    }

    private void requireBrokerPort() {
        if (brokerPort < 0 || brokerPort > 65_535) {
            throw new WrongUseException("--broker-port " + brokerPort + " must lie between 0 and 65535");
        }
    }

    /** On the feed's thread; the command's own thread ends with its failure. */
    private void show(EventPrinter printer, Event event) {
        try {
            printer.live(event);
        } catch (StandardOutput.Unwritable e) {
            unwritable.compareAndSet(null, e);
        }
    }

    private void play(
            Map<String, Path> files, Duration most, StopSignal stop, EmbeddedEarshot earshot, TaggingService service)
            throws IOException, InterruptedException {
        try (AudioFiles audioFiles = AudioOpening.files(earshot.config());
                Producer<String, AudioChunk> producer =
                        earshot.kafka().producer(earshot.wire().audioChunks().serializer())) {
            service.countDecoderRestarts(audioFiles::decoderRestarts);
            ChunkPublisher publisher =
                    new ChunkPublisher(producer, earshot.topics().audioChunks().name());
            try (DemoSources sources = DemoSources.start(files, audioFiles, publisher)) {
                waitFor(most, stop, service, sources);
            }
            producer.flush();
            stop.await(LAST_EVENTS);
        }
    }

    private void waitFor(Duration most, StopSignal stop, TaggingService service, DemoSources sources)
            throws InterruptedException {
        long start = System.nanoTime();
        RefusedAudio refused = new RefusedAudio(service::refusedChunks);
        int reported = 0;
        while (!stop.await(Duration.ofMillis(100))) {
            if (most != null && System.nanoTime() - start > most.toNanos()) {
                return;
            }
            if (!service.isLive()) {
                throw new FailedException("the service " + service.state());
            }
            if (unwritable.get() != null) {
                throw unwritable.get();
            }
            boolean playing = sources.isPlaying();
            List<String> messages = sources.messages();
            messages.subList(reported, messages.size()).forEach(this::report);
            reported = messages.size();
            refused.line(System.nanoTime()).ifPresent(this::report);
            if (!playing) {
                throw new FailedException("no source plays any more");
            }
        }
    }

    private void describe(Set<String> sources, List<String> queries, EmbeddedEarshot earshot, TaggingService service) {
        String broker = earshot.config().string(Settings.BOOTSTRAP_SERVERS);
        report("broker on " + broker + ", status page on http://127.0.0.1:" + service.httpPort());
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
            report("port " + wanted + " is taken; the status page gets another one");
            return "0";
        }
    }

    /** By default in XDG's data folder, or in the usual one below the user's home. */
    private Path folder() {
        if (dataDir != null) {
            return dataDir;
        }
        String xdg = System.getenv("XDG_DATA_HOME");
        Path data = xdg != null && !xdg.isBlank()
                ? Path.of(xdg)
                : Path.of(System.getProperty("user.home"), ".local", "share");
        return data.resolve("earshot").resolve("demo");
    }
}

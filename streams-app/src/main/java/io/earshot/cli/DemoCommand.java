package io.earshot.cli;

import io.earshot.app.AudioOpening;
import io.earshot.app.DataFolders;
import io.earshot.app.DemoSources;
import io.earshot.app.EmbeddedEarshot;
import io.earshot.app.TaggingService;
import io.earshot.audio.AudioChunk;
import io.earshot.config.EarshotConfig;
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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Everything in one process: broker, service, real recordings as live sources, standing queries, events on the screen. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Starts a broker and the service in this process, plays real recordings as live sources and prints what is heard.")
final class DemoCommand implements Callable<Integer> {
    private static final Duration LAST_EVENTS = Duration.ofMillis(700);

    /** Settings that the broker in this process decides. */
    private static final Set<String> FIXED =
            Set.of(Settings.BOOTSTRAP_SERVERS, Settings.TOPIC_PARTITIONS, Settings.TOPIC_REPLICATION);

    @Spec
    private CommandSpec spec;

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
                    "Confidence at which an event opens (default: ${DEFAULT-VALUE}; lower than elsewhere, to show what is heard).")
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

    private final AtomicReference<OutputException> unread = new AtomicReference<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Duration most = duration == null ? null : Times.length(duration);
        settings.refuse(FIXED::contains, "the demo starts a broker of its own (--broker-port says where)");
        requireBrokerPort();
        DemoFiles found = DemoFiles.of(audio);
        Map<String, Path> files = found.bySource();
        List<StandingQuery> queries =
                DemoQueries.of(texts.isEmpty() ? DemoQueries.DEFAULT : texts, DecisionRules.ofConfidence(threshold));
        found.skippedInShort().forEach(line -> say("not played: " + line));
        String port = httpPort();
        say("starting a broker, the model and the service ...");
        try (StopSignal stop = StopSignal.listen();
                EmbeddedEarshot earshot = EmbeddedEarshot.open(
                        folder().resolve("broker"), brokerPort, settings::config, Map.of(Settings.HTTP_PORT, port))) {
            List<String> inForce = DemoQueries.register(earshot, queries, !texts.isEmpty());
            TaggingService service = earshot.startService();
            EventPrinter printer = new EventPrinter(spec.commandLine().getOut(), json, id -> !DemoQueries.isDemos(id));
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

    /** On the feed's thread; the command's own ends with what this one met. */
    private void show(EventPrinter printer, Event event) {
        try {
            printer.live(event);
        } catch (OutputException e) {
            unread.compareAndSet(null, e);
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
        int told = 0;
        while (!stop.await(Duration.ofMillis(100))) {
            if (most != null && System.nanoTime() - start > most.toNanos()) {
                return;
            }
            if (!service.isLive()) {
                throw new FailedException("the service " + service.state());
            }
            if (unread.get() != null) {
                throw unread.get();
            }
            boolean playing = sources.isPlaying();
            List<String> messages = sources.messages();
            messages.subList(told, messages.size()).forEach(this::say);
            told = messages.size();
            refused.line(System.nanoTime()).ifPresent(this::say);
            if (!playing) {
                throw new FailedException("no source plays any more");
            }
        }
    }

    private void describe(Set<String> sources, List<String> queries, EmbeddedEarshot earshot, TaggingService service) {
        EarshotConfig config = earshot.config();
        String broker = config.string(Settings.BOOTSTRAP_SERVERS);
        say("broker on " + broker + ", status page on http://127.0.0.1:" + service.httpPort());
        say("listening to " + String.join(", ", sources) + " for:");
        queries.forEach(query -> say("    " + query));
        say("listen for something else: ./earshot query add \"a kettle whistling\" --bootstrap-servers " + broker
                + prefix(config));
        say(duration == null ? "Ctrl-C stops it." : "stops after " + duration + ".");
    }

    private static String prefix(EarshotConfig config) {
        String prefix = config.string(Settings.TOPIC_PREFIX);
        return prefix.equals(EarshotConfig.of(Map.of()).string(Settings.TOPIC_PREFIX))
                ? ""
                : " --set " + Settings.TOPIC_PREFIX + "=" + prefix;
    }

    /** The demo must not fail because another program has its port. */
    private String httpPort() throws IOException {
        int wanted = settings.config().integer(Settings.HTTP_PORT);
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            return Integer.toString(wanted);
        } catch (BindException e) {
            say("port " + wanted + " is taken; the status page gets another one");
            return "0";
        }
    }

    private Path folder() {
        return dataDir != null ? dataDir : DataFolders.user().resolve("demo");
    }

    /** What is not an event goes to standard error, so that standard output can be read by a program. */
    private void say(String line) {
        spec.commandLine().getErr().println("earshot: " + line);
    }
}

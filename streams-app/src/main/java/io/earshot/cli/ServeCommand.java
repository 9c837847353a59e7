package io.earshot.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.earshot.app.EmbeddedEarshot;
import io.earshot.app.IngestService;
import io.earshot.app.LoadedModel;
import io.earshot.app.Role;
import io.earshot.app.RunningService;
import io.earshot.app.StreamOpening;
import io.earshot.app.TaggingService;
import io.earshot.cluster.TopicCreation;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.source.AudioSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the service against a Kafka cluster, or with a broker of its own. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description =
                "Listens to live sources and tags the audio of a Kafka cluster until it is stopped. Several processes share the sources. With --embedded it needs no Kafka.")
final class ServeCommand extends Subcommand implements Callable<Integer> {
    private static final Duration STARTUP = Duration.ofMinutes(2);

    @Mixin
    private SettingsOptions settings;

    @Option(
            names = "--role",
            defaultValue = "all",
            paramLabel = "ROLE",
            description =
                    "What this process does: ingest listens to sources and needs no model, tag tags audio, all (default) does both.")
    private Role role;

    @Option(
            names = "--embedded",
            description = "Start a broker in this process; queries and sources stay in its folder.")
    private boolean embedded;

    @Option(
            names = "--source",
            paramLabel = "ADDRESS",
            description = "With --embedded: listen to this, too, from now on. May be repeated.")
    private List<String> addresses = List.of();

    @Mixin
    private EmbeddedOptions broker;

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireValid();
        if (embedded) {
            serveEmbedded();
        } else {
            serve(settings.config());
        }
        return 0;
    }

    private void requireValid() {
        if (!embedded && (!addresses.isEmpty() || broker.isGiven())) {
            throw new WrongUseException("--source, --data-dir and --broker-port go with --embedded; for a cluster, add"
                    + " sources with ./earshot source add");
        }
        if (embedded && role != Role.ALL) {
            throw new WrongUseException("--embedded does all in one process; --role is for a cluster");
        }
        if (embedded) {
            broker.requireValid(settings);
        }
    }

    private void serve(EarshotConfig config) throws IOException, InterruptedException {
        // Before the model is loaded, which takes seconds.
        TopicCreation.prepare(config);
        try (StopSignal stop = StopSignal.listen()) {
            if (role == Role.INGEST) {
                try (RunningService service = IngestService.start(config, StreamOpening.ofService(config))) {
                    run(service, config, stop);
                }
            } else {
                try (LoadedModel model = LoadedModel.open(config);
                        TaggingService service = TaggingService.start(config, model)) {
                    if (role == Role.ALL) {
                        service.listen(StreamOpening.ofService(config));
                    }
                    run(service, config, stop);
                }
            }
        }
    }

    private void serveEmbedded() throws IOException, InterruptedException {
        List<AudioSource> sources = GivenSources.of(addresses, Map.of());
        report("starting a broker, the model and the service ...");
        try (StopSignal stop = StopSignal.listen();
                EmbeddedEarshot earshot =
                        new EmbeddedEarshot(broker.folder("serve"), broker.port(), settings::config, Map.of())) {
            GivenSources.add(earshot, sources);
            TaggingService service = earshot.startService();
            service.listen(StreamOpening.ofConsole(earshot.config()));
            report("add queries and sources with ./earshot query add and source add "
                    + String.join(" ", service.commandOptions()));
            run(service, earshot.config(), stop);
        }
    }

    private void run(RunningService service, EarshotConfig config, StopSignal stop) throws InterruptedException {
        report("connected to " + config.string(Settings.BOOTSTRAP_SERVERS) + ", status on http://"
                + config.string(Settings.HTTP_HOST) + ":" + service.httpPort());
        showBrokerWarnings();
        report(service.awaitReady(STARTUP) ? "listening" : "still starting: " + service.state());
        stop.started();
        while (!stop.await(Duration.ofMillis(200))) {
            if (!service.isLive()) {
                throw new FailedException("the service " + service.state());
            }
        }
        report("stopping");
    }

    /** The Kafka clients warn of brokers that do not answer. Short commands report that once themselves. */
    private static void showBrokerWarnings() {
        ((Logger) LoggerFactory.getLogger("org.apache.kafka.clients.NetworkClient")).setLevel(Level.WARN);
    }
}

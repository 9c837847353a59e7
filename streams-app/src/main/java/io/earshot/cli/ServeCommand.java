package io.earshot.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.earshot.app.LoadedModel;
import io.earshot.app.TaggingService;
import io.earshot.cluster.TopicCreation;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the service against a Kafka cluster. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Tags the audio of a Kafka cluster until it is stopped. Several processes share the sources.")
final class ServeCommand extends Subcommand implements Callable<Integer> {
    private static final Duration STARTUP = Duration.ofMinutes(2);

    @Mixin
    private SettingsOptions settings;

    @Override
    public Integer call() throws IOException, InterruptedException {
        EarshotConfig config = settings.config();
        // Before the model is loaded, which takes seconds.
        TopicCreation.prepare(config);
        try (StopSignal stop = StopSignal.listen();
                LoadedModel model = LoadedModel.open(config);
                TaggingService service = TaggingService.start(config, model)) {
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
        return 0;
    }

    /** The Kafka clients warn of brokers that do not answer. Short commands report that once themselves. */
    private static void showBrokerWarnings() {
        ((Logger) LoggerFactory.getLogger("org.apache.kafka.clients.NetworkClient")).setLevel(Level.WARN);
    }
}

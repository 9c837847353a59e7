package io.earshot.cli;

import io.earshot.app.LoadedModel;
import io.earshot.app.TaggingService;
import io.earshot.cluster.TopicCreation;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the service against a Kafka cluster. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Tags the audio of a Kafka cluster until it is stopped. Several processes share the sources.")
final class ServeCommand implements Callable<Integer> {
    private static final Duration STARTUP = Duration.ofMinutes(2);

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Override
    public Integer call() throws IOException, InterruptedException {
        EarshotConfig config = settings.config();
        PrintWriter err = spec.commandLine().getErr();
        // Before the model is loaded, which takes seconds.
        TopicCreation.prepare(config);
        try (StopSignal stop = StopSignal.listen();
                LoadedModel model = LoadedModel.open(config);
                TaggingService service = TaggingService.start(config, model)) {
            err.println("earshot: connected to " + config.string(Settings.BOOTSTRAP_SERVERS) + ", status on http://"
                    + config.string(Settings.HTTP_HOST) + ":" + service.httpPort());
            BrokerWarnings.show();
            err.println(
                    "earshot: " + (service.awaitReady(STARTUP) ? "listening" : "still starting: " + service.state()));
            stop.started();
            while (!stop.await(Duration.ofMillis(200))) {
                if (!service.isLive()) {
                    throw new FailedException("the service " + service.state());
                }
            }
            err.println("earshot: stopping");
        }
        return 0;
    }
}

package io.earshot.cli;

import io.earshot.app.KafkaAccess;
import io.earshot.app.TopicCreation;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes the topics. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        description = "Works on Earshot's topics.",
        synopsisSubcommandLabel = "create")
final class TopicsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(spec.commandLine(), "Missing required subcommand: create");
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Makes the topics that are missing, with the partitions and copies of the settings.")
    int create(@Mixin SettingsOptions settings) throws IOException, InterruptedException {
        EarshotConfig config = settings.config();
        PrintWriter out = spec.commandLine().getOut();
        try (Admin admin = new KafkaAccess(config).admin()) {
            List<String> made = new TopicCreation(config).createMissing(admin);
            made.forEach(name -> out.println("made " + name));
            out.println(
                    made.isEmpty()
                            ? "all topics were there on " + config.string(Settings.BOOTSTRAP_SERVERS)
                            : made.size() + " topics made on " + config.string(Settings.BOOTSTRAP_SERVERS));
        }
        return 0;
    }
}

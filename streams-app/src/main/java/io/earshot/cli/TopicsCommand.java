package io.earshot.cli;

import io.earshot.cluster.KafkaAccess;
import io.earshot.cluster.TopicCreation;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Creates the topics. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        description = "Works on Earshot's topics.",
        synopsisSubcommandLabel = "create")
final class TopicsCommand extends Subcommand {
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description =
                    "Creates the missing topics with the partitions and copies of the settings, and checks the others.")
    int create(
            @Mixin SettingsOptions settings,
            @Option(names = "--json", description = "One JSON object a line, for each created topic.") boolean json)
            throws IOException, InterruptedException {
        EarshotConfig config = settings.config();
        TopicCreation creation = new TopicCreation(config);
        try (Admin admin = new KafkaAccess(config).admin()) {
            List<String> made = creation.createMissing(admin);
            made.forEach(name -> print(json, "made " + name, Map.of("topic", name, "done", "made")));
            if (!json) {
                out().println((made.isEmpty() ? "all topics were there" : made.size() + " topics made") + " on "
                        + config.string(Settings.BOOTSTRAP_SERVERS));
            }
            creation.harmlessDifferences(admin)
                    .forEach(difference -> err().println("note: " + difference + "; that does no harm"));
        }
        return 0;
    }
}

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

/** Makes the topics. */
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
                    "Makes the topics that are missing, with the partitions and copies of the settings, and compares the others with what they must be.")
    int create(
            @Mixin SettingsOptions settings,
            @Option(names = "--json", description = "One JSON object a line, for each topic that was made.")
                    boolean json)
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
                    .forEach(difference ->
                            err().println("note: " + difference + "; that does no harm"));
        }
        return 0;
    }
}

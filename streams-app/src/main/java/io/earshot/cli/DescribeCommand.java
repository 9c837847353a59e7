package io.earshot.cli;

import io.earshot.config.ConfigDocs;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.topology.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the settings in force and the topics. */
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        description = "Shows the settings in force, with secrets masked, and the topics.")
final class DescribeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Option(names = "--settings-table", description = "Print the documentation of all settings as a Markdown table.")
    private boolean table;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (table) {
            out.print(ConfigDocs.markdown());
            out.flush();
            return 0;
        }
        EarshotConfig config = settings.config();
        config.resolved().forEach((key, value) -> out.println(key + " = " + value));
        out.println();
        for (Topics.Topic topic : new Topics(config.string(Settings.TOPIC_PREFIX)).all()) {
            out.println(topic.name() + "  " + topic.config().get("cleanup.policy") + ", keyed by "
                    + (topic.bySource() ? "source" : "query"));
        }
        return 0;
    }
}

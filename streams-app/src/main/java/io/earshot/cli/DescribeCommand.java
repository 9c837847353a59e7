package io.earshot.cli;

import io.earshot.config.ConfigDocs;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.query.Rule;
import io.earshot.topology.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the settings in force and the topics. */
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        description = "Shows the settings in force, with secrets masked, and the topics.")
final class DescribeCommand extends Subcommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions settings;

    @Option(names = "--settings-table", description = "Print the documentation of all settings as a Markdown table.")
    private boolean table;

    @Option(names = "--query-rules", description = "Print the documentation of a query's rules as a Markdown table.")
    private boolean rules;

    @Option(names = "--json", description = "One JSON object on a line.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if ((table || rules) && json) {
            throw new WrongUseException("tables are Markdown: leave out --json, or the table");
        }
        PrintWriter out = out();
        if (table || rules) {
            out.print(table ? ConfigDocs.markdown() : Rule.markdown());
            out.flush();
            return 0;
        }
        EarshotConfig config = settings.config();
        List<Topics.Topic> topics = new Topics(config.string(Settings.TOPIC_PREFIX)).all();
        if (json) {
            out.println(Printed.json(fields(config, topics)));
            return 0;
        }
        config.resolved().forEach((key, value) -> out.println(Printed.of(key + " = " + value)));
        out.println();
        topics.forEach(topic -> out.println(topic.name() + "  " + cleanup(topic) + ", keyed by " + key(topic)));
        return 0;
    }

    private static Map<String, Object> fields(EarshotConfig config, List<Topics.Topic> topics) {
        return Map.of(
                "settings",
                config.resolved(),
                "topics",
                topics.stream()
                        .map(topic -> Map.of("name", topic.name(), "cleanupPolicy", cleanup(topic), "key", key(topic)))
                        .toList());
    }

    private static String cleanup(Topics.Topic topic) {
        return topic.config().get("cleanup.policy");
    }

    private static String key(Topics.Topic topic) {
        return topic.bySource() ? "source" : "query";
    }
}

package io.earshot.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.app.KafkaAccess;
import io.earshot.app.QueryCatalog;
import io.earshot.app.RegistrationCatalog;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.topology.Topics;
import io.earshot.wire.WireSerdes;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the standing queries, with what there is to say of them. */
@Command(
        name = "ls",
        mixinStandardHelpOptions = true,
        description = "Lists the standing queries, with what their writers were warned of.")
final class QueryListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        EarshotConfig config = settings.config();
        WireSerdes wire = WireSerdes.of(config.wire());
        KafkaAccess kafka = new KafkaAccess(config);
        Topics topics = new Topics(config.string(Settings.TOPIC_PREFIX));
        QueryCatalog queries = QueryCatalog.read(kafka, topics.queries().name(), wire);
        RegistrationCatalog registrations =
                RegistrationCatalog.read(kafka, topics.queryEmbeddings().name(), wire);
        PrintWriter out = spec.commandLine().getOut();
        ObjectMapper mapper = new ObjectMapper();
        for (String id : queries.ids()) {
            QueryLine line = QueryLine.of(
                    id, queries.find(id).orElseThrow(), registrations.warnings(id), registrations.errors(id));
            out.println(json ? mapper.writeValueAsString(line.fields()) : line.text());
        }
        return 0;
    }
}

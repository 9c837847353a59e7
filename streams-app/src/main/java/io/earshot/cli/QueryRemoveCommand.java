package io.earshot.cli;

import io.earshot.app.KafkaAccess;
import io.earshot.app.QueryCatalog;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.ingest.QueryPublisher;
import io.earshot.topology.Topics;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import io.earshot.wire.WireSerdes;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.Producer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes queries. */
@Command(name = "rm", mixinStandardHelpOptions = true, description = "Removes queries.")
final class QueryRemoveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Parameters(arity = "1..*", paramLabel = "ID", description = "Ids of the queries.")
    private List<String> ids = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        EarshotConfig config = settings.config();
        WireSerdes wire = WireSerdes.of(config.wire());
        KafkaAccess kafka = new KafkaAccess(config);
        String topic =
                new Topics(config.string(Settings.TOPIC_PREFIX)).queries().name();
        List<String> known = QueryCatalog.read(kafka, topic, wire).ids();
        List<String> unknown = ids.stream().filter(id -> !known.contains(id)).toList();
        if (!unknown.isEmpty()) {
            throw new FailedException("no such query: " + String.join(", ", unknown));
        }
        try (Producer<String, Decoded<QueryRecord>> producer =
                kafka.producer(wire.queries().serializer())) {
            QueryPublisher publisher = new QueryPublisher(producer, topic);
            for (String id : ids) {
                publisher.remove(id);
                spec.commandLine().getOut().println("removed " + id);
            }
        }
        return 0;
    }
}

package io.earshot.cli;

import io.earshot.cluster.QueryCatalog;
import io.earshot.cluster.RegistrationWatch;
import io.earshot.ingest.QueryPublisher;
import io.earshot.query.StandingQuery;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.Producer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes queries and shows the answer of a running service. */
abstract class QueryWritingCommand extends Subcommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Mixin
    private SettingsOptions settings;

    @Option(names = "--no-wait", description = "Do not wait for the answer of a running service.")
    private boolean noWait;

    @Option(names = "--json", description = "One JSON object a query, with the service's answer and its warnings.")
    private boolean json;

    /** Finds faults that need no broker. */
    abstract void requireValid() throws IOException;

    /** The queries to write; {@code known} are those that exist. Asked before anything is written. */
    abstract List<QueryRecord> records(QueryCatalog known);

    @Override
    public final Integer call() throws IOException, InterruptedException {
        requireValid();
        QueryCluster cluster = QueryCluster.withTopics(settings.config());
        QueryCatalog known = cluster.queries();
        List<QueryRecord> records = records(known);
        boolean areAllMatched = true;
        Duration patience = noWait ? Duration.ZERO : PATIENCE;
        try (RegistrationWatch watch =
                        RegistrationWatch.start(cluster.kafka(), cluster.embeddingTopic(), cluster.wire());
                Producer<String, Decoded<QueryRecord>> producer = cluster.producer()) {
            QueryPublisher publisher = cluster.publisher(producer);
            for (QueryRecord record : records) {
                String effect = WrittenQueryLine.effect(record, known);
                publisher.put(record, Author.note(effect));
                StandingQuery query = record.content().orElseThrow();
                // Nobody answers for a disabled query.
                Duration most = record.enabled() ? patience : Duration.ZERO;
                WrittenQueryLine line = new WrittenQueryLine(query, effect, watch.await(query, most));
                areAllMatched &= show(line, !most.isZero());
                patience = record.enabled() && line.answer().isEmpty() ? Duration.ZERO : patience;
            }
        }
        return areAllMatched ? 0 : 1;
    }

    /** Prints the outcome; false if the service rejects the query. */
    private boolean show(WrittenQueryLine written, boolean waited) {
        print(json, written.text(), written.fields());
        if (!json) {
            written.warnings().forEach(warning -> err().println("warning: " + warning));
        }
        if (written.answer().isEmpty() && waited) {
            err().println("no Earshot has answered yet; the query is matched as soon as one runs");
        }
        if (!written.errors().isEmpty()) {
            report("query " + Printed.of(written.query().id()) + " cannot be matched: "
                    + String.join("; ", written.errors()));
        }
        return written.errors().isEmpty();
    }
}

package io.earshot.app;

import io.earshot.cluster.ChangeHistory;
import io.earshot.cluster.FollowedTable;
import io.earshot.cluster.KafkaAccess;
import io.earshot.cluster.RegistrationCatalog;
import io.earshot.http.Changed;
import io.earshot.http.QueriesResource;
import io.earshot.http.Resource;
import io.earshot.http.SourceEntry.Heard;
import io.earshot.http.SourcesResource;
import io.earshot.ingest.QueryPublisher;
import io.earshot.ingest.SourcePublisher;
import io.earshot.source.AudioSource;
import io.earshot.topology.Topics;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import io.earshot.wire.WireSerdes;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;

/** The compacted topics that users write, followed in memory and written to: queries and sources. */
final class StandingRecords implements AutoCloseable {
    private final Closing closing = new Closing();
    private final KafkaAccess kafka;
    private final Topics topics;
    private final WireSerdes wire;
    private final Consumer<RuntimeException> broken;

    /** @param broken gets the failure that ends the reading of a topic */
    StandingRecords(KafkaAccess kafka, Topics topics, WireSerdes wire, Consumer<RuntimeException> broken) {
        this.kafka = kafka;
        this.topics = topics;
        this.wire = wire;
        this.broken = broken;
    }

    /** Starts to follow the queries. */
    Resource queries(QueryMatching matching) {
        String topic = topics.queries().name();
        FollowedTable<WrittenQuery> table =
                FollowedTable.follow(kafka, topic, wire.queries().deserializer(), WrittenQuery::of, broken);
        closing.add("table of queries", table);
        Producer<String, Decoded<QueryRecord>> producer =
                kafka.producer(wire.queries().serializer());
        closing.add("producer of queries", () -> producer.close(Closing.SOON));
        QueryWriting writing =
                new QueryWriting(table, new QueryPublisher(producer, topic), this::forget, Clock.systemUTC());
        return QueriesResource.of(new QueryDesk(table, writing, matching, this::history));
    }

    /** Starts to follow the sources. */
    Resource sources(SourceBoard board, Supplier<Map<String, Heard>> tagged) {
        FollowedTable<Decoded<AudioSource>> table = FollowedTable.follow(
                kafka, topics.sources().name(), wire.sources().deserializer(), source -> source, broken);
        closing.add("table of sources", table);
        Producer<String, Decoded<AudioSource>> producer =
                kafka.producer(wire.sources().serializer());
        closing.add("producer of sources", () -> producer.close(Closing.SOON));
        SourcePublisher publisher = new SourcePublisher(
                producer,
                topics.sources().name(),
                topics.sourceStates().name(),
                topics.audioChunks().name());
        return SourcesResource.of(new SourceDesk(table, publisher, board, tagged, Clock.systemUTC()));
    }

    private void forget(String queryId) throws InterruptedException {
        RegistrationCatalog.read(kafka, topics.queryEmbeddings().name(), wire).remove(kafka, queryId);
    }

    private List<Changed> history(String queryId) {
        return Desk.reading(() -> ChangeHistory.read(kafka, topics.queries().name(), queryId)).changes().stream()
                .map(change -> new Changed(
                        change.note().by(), change.note().at(), change.note().what(), change.digest()))
                .toList();
    }

    @Override
    public void close() {
        closing.close();
    }
}

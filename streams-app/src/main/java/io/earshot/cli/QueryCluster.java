package io.earshot.cli;

import io.earshot.cluster.ChangeHistory;
import io.earshot.cluster.KafkaAccess;
import io.earshot.cluster.QueryCatalog;
import io.earshot.cluster.RegistrationCatalog;
import io.earshot.cluster.TopicCreation;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.ingest.QueryPublisher;
import io.earshot.topology.Topics;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import io.earshot.wire.WireSerdes;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;

/** The topics of standing queries, for the commands that work on them. */
final class QueryCluster {
    private final KafkaAccess kafka;
    private final WireSerdes wire;
    private final Topics topics;

    private QueryCluster(EarshotConfig config) {
        this.kafka = new KafkaAccess(config);
        this.wire = WireSerdes.of(config.wire());
        this.topics = new Topics(config.string(Settings.TOPIC_PREFIX));
    }

    /** For reading, or for changing existing queries. Rejects topics that Earshot cannot work with. */
    static QueryCluster asItIs(EarshotConfig config) throws InterruptedException {
        QueryCluster cluster = new QueryCluster(config);
        try (Admin admin = cluster.kafka.admin()) {
            new TopicCreation(config).requireRight(admin);
        }
        return cluster;
    }

    /** For writing. Creates all topics first, before a broker creates them in its own way. */
    static QueryCluster withTopics(EarshotConfig config) throws InterruptedException {
        TopicCreation.prepare(config);
        return new QueryCluster(config);
    }

    QueryCatalog queries() {
        return QueryCatalog.read(kafka, queryTopic(), wire);
    }

    /** Who changed a query. */
    ChangeHistory history(String queryId) {
        return ChangeHistory.read(kafka, queryTopic(), queryId);
    }

    RegistrationCatalog registrations() {
        return RegistrationCatalog.read(kafka, embeddingTopic(), wire);
    }

    /** Writes queries; the caller closes it. */
    Producer<String, Decoded<QueryRecord>> producer() {
        return kafka.producer(wire.queries().serializer());
    }

    QueryPublisher publisher(Producer<String, Decoded<QueryRecord>> producer) {
        return new QueryPublisher(producer, queryTopic());
    }

    KafkaAccess kafka() {
        return kafka;
    }

    WireSerdes wire() {
        return wire;
    }

    String embeddingTopic() {
        return topics.queryEmbeddings().name();
    }

    private String queryTopic() {
        return topics.queries().name();
    }
}

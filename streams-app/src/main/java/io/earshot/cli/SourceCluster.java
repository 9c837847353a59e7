package io.earshot.cli;

import io.earshot.cluster.KafkaAccess;
import io.earshot.cluster.SourceCatalog;
import io.earshot.cluster.SourceStateWatch;
import io.earshot.cluster.TopicCreation;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.ingest.SourcePublisher;
import io.earshot.source.AudioSource;
import io.earshot.topology.Topics;
import io.earshot.wire.Decoded;
import io.earshot.wire.WireSerdes;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;

/** The topics of sources, for the commands that work on them. */
final class SourceCluster {
    private final KafkaAccess kafka;
    private final WireSerdes wire;
    private final Topics topics;

    private SourceCluster(EarshotConfig config) {
        this.kafka = new KafkaAccess(config);
        this.wire = WireSerdes.of(config.wire());
        this.topics = new Topics(config.string(Settings.TOPIC_PREFIX));
    }

    /** For reading, or for changing existing sources. Rejects topics that Earshot cannot work with. */
    static SourceCluster asItIs(EarshotConfig config) throws InterruptedException {
        SourceCluster cluster = new SourceCluster(config);
        try (Admin admin = cluster.kafka.admin()) {
            new TopicCreation(config).requireRight(admin);
        }
        return cluster;
    }

    /** For writing. Creates all topics first, before a broker creates them in its own way. */
    static SourceCluster withTopics(EarshotConfig config) throws InterruptedException {
        TopicCreation.prepare(config);
        return new SourceCluster(config);
    }

    SourceCatalog sources() {
        return SourceCatalog.read(kafka, topics, wire);
    }

    /** Reads states that are written from now on; the caller closes it. */
    SourceStateWatch watch() {
        return SourceStateWatch.start(kafka, topics.sourceStates().name(), wire);
    }

    /** Writes sources; the caller closes it. */
    Producer<String, Decoded<AudioSource>> producer() {
        return kafka.producer(wire.sources().serializer());
    }

    SourcePublisher publisher(Producer<String, Decoded<AudioSource>> producer) {
        return new SourcePublisher(
                producer,
                topics.sources().name(),
                topics.sourceStates().name(),
                topics.audioChunks().name());
    }
}

package io.earshot.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.audio.AudioChunk;
import io.earshot.broker.EmbeddedBroker;
import io.earshot.cluster.KafkaAccess;
import io.earshot.cluster.SourceCatalog;
import io.earshot.cluster.TopicCreation;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.coverage.MinuteCoverage;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.decide.NearMiss;
import io.earshot.ingest.ChunkPublisher;
import io.earshot.ingest.QueryPublisher;
import io.earshot.ingest.SourcePublisher;
import io.earshot.query.StandingQuery;
import io.earshot.source.AudioSource;
import io.earshot.topology.Topics;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import io.earshot.wire.WireSerdes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A real broker with Earshot's topics, and a user's view of it. */
final class Cluster implements AutoCloseable {
    private final Optional<EmbeddedBroker> broker;
    private final EarshotConfig config;
    private final KafkaAccess kafka;
    private final WireSerdes wire = WireSerdes.of(Map.of());
    private final Topics topics;

    /** A broker of the test's own. */
    Cluster(Path folder, Map<String, String> settings) throws IOException, InterruptedException {
        this(Optional.of(EmbeddedBroker.start(folder)), "", settings);
    }

    /** A broker of the test's own, in which all sources share one partition. */
    static Cluster ofOnePartition(Path folder) throws IOException, InterruptedException {
        return new Cluster(folder, Map.of(Settings.TOPIC_PARTITIONS, "1"));
    }

    /** A broker of the test's own, on a port that it keeps when it comes back. */
    Cluster(Path folder, int port, Map<String, String> settings) throws IOException, InterruptedException {
        this(Optional.of(EmbeddedBroker.start(folder, port)), "", settings);
    }

    /** A broker that runs somewhere and is left running. */
    static Cluster at(String bootstrapServers, Map<String, String> settings) throws InterruptedException {
        return new Cluster(Optional.empty(), bootstrapServers, settings);
    }

    private Cluster(Optional<EmbeddedBroker> broker, String elsewhere, Map<String, String> settings)
            throws InterruptedException {
        this.broker = broker;
        Map<String, String> all = new TreeMap<>(settings);
        all.put(
                Settings.BOOTSTRAP_SERVERS,
                broker.map(EmbeddedBroker::bootstrapServers).orElse(elsewhere));
        all.put(Settings.TOPIC_REPLICATION, "1");
        all.putIfAbsent(Settings.TOPIC_PARTITIONS, "4");
        all.put(Settings.HTTP_PORT, "0");
        config = EarshotConfig.of(all);
        topics = new Topics(config.string(Settings.TOPIC_PREFIX));
        kafka = new KafkaAccess(config);
        try (Admin admin = kafka.admin()) {
            new TopicCreation(config).createMissing(admin);
        }
    }

    EarshotConfig config() {
        return config;
    }

    String bootstrapServers() {
        return config.string(Settings.BOOTSTRAP_SERVERS);
    }

    void register(StandingQuery... queries) throws InterruptedException {
        try (Producer<String, Decoded<QueryRecord>> producer =
                kafka.producer(wire.queries().serializer())) {
            QueryPublisher publisher =
                    new QueryPublisher(producer, topics.queries().name());
            for (StandingQuery query : queries) {
                publisher.put(QueryRecord.of(query));
            }
        }
    }

    /** Has a query matched, or not, and keeps it. */
    void enable(StandingQuery query, boolean enabled) throws InterruptedException {
        try (Producer<String, Decoded<QueryRecord>> producer =
                kafka.producer(wire.queries().serializer())) {
            new QueryPublisher(producer, topics.queries().name())
                    .put(QueryRecord.of(query).withEnabled(enabled));
        }
    }

    void remove(String queryId) throws InterruptedException {
        try (Producer<String, Decoded<QueryRecord>> producer =
                kafka.producer(wire.queries().serializer())) {
            new QueryPublisher(producer, topics.queries().name()).remove(queryId);
        }
    }

    void put(AudioSource... sources) throws InterruptedException {
        try (Producer<String, Decoded<AudioSource>> producer =
                kafka.producer(wire.sources().serializer())) {
            sourcePublisher(producer).put(List.of(sources));
        }
    }

    void removeSources(Collection<String> ids) throws InterruptedException {
        try (Producer<String, Decoded<AudioSource>> producer =
                kafka.producer(wire.sources().serializer())) {
            sourcePublisher(producer).remove(ids);
        }
    }

    private SourcePublisher sourcePublisher(Producer<String, Decoded<AudioSource>> producer) {
        return new SourcePublisher(
                producer,
                topics.sources().name(),
                topics.sourceStates().name(),
                topics.audioChunks().name());
    }

    /** Writes any bytes as a source. */
    void writeToSources(String key, byte[] bytes) throws Exception {
        write(topics.sources().name(), key, bytes);
    }

    /** Writes any bytes. */
    void write(String topic, String key, byte[] bytes) throws Exception {
        try (Producer<String, byte[]> producer = kafka.producer(new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key, bytes)).get();
        }
    }

    SourceCatalog sources() {
        return SourceCatalog.read(kafka, topics, wire);
    }

    /** All chunks so far. */
    List<AudioChunk> chunks() {
        return records(topics.audioChunks().name()).stream()
                .map(record -> wire.audioChunks().deserializer().deserialize(record.topic(), record.value()))
                .toList();
    }

    void publish(List<AudioChunk> chunks) {
        try (Producer<String, AudioChunk> producer =
                kafka.producer(wire.audioChunks().serializer())) {
            ChunkPublisher publisher =
                    new ChunkPublisher(producer, topics.audioChunks().name());
            chunks.forEach(publisher::publish);
            publisher.flush();
        }
    }

    /** All committed events so far, by source, in order. */
    Map<String, List<Event>> events() {
        Map<String, List<Event>> events = new TreeMap<>();
        for (ConsumerRecord<String, byte[]> record : records(topics.events().name())) {
            Event event = decode(record);
            events.computeIfAbsent(event.sourceId(), id -> new ArrayList<>()).add(event);
        }
        return events;
    }

    /** All committed near misses so far, by source, in order. */
    Map<String, List<NearMiss>> nearMisses() {
        Map<String, List<NearMiss>> nearMisses = new TreeMap<>();
        for (ConsumerRecord<String, byte[]> record : records(topics.nearMisses().name())) {
            NearMiss miss = wire.nearMisses().deserializer().deserialize(record.topic(), record.value());
            nearMisses.computeIfAbsent(miss.sourceId(), id -> new ArrayList<>()).add(miss);
        }
        return nearMisses;
    }

    /** Partitions in which a source has an event that is open. */
    Set<Integer> partitionsWithOpenEvents() {
        Map<String, ConsumerRecord<String, byte[]>> newest = new TreeMap<>();
        records(topics.events().name())
                .forEach(record -> newest.put(decode(record).eventId(), record));
        Set<Integer> partitions = new TreeSet<>();
        for (ConsumerRecord<String, byte[]> record : newest.values()) {
            if (decode(record).phase() != EventPhase.CLOSE) {
                partitions.add(record.partition());
            }
        }
        return partitions;
    }

    /** The same, without records that are no events. */
    Map<String, List<Event>> eventsThatCanBeRead() {
        Map<String, List<Event>> events = new TreeMap<>();
        for (ConsumerRecord<String, byte[]> record : records(topics.events().name())) {
            try {
                Optional.ofNullable(record.value())
                        .map(value -> decode(record))
                        .ifPresent(event -> events.computeIfAbsent(event.sourceId(), id -> new ArrayList<>())
                                .add(event));
            } catch (SerializationException e) {
                assertThat(record.value()).as("%s", e.getMessage()).hasSizeLessThan(100);
            }
        }
        return events;
    }

    private Event decode(ConsumerRecord<String, byte[]> record) {
        return wire.events().deserializer().deserialize(record.topic(), record.value());
    }

    /** What was heard of the sources, in closed minutes. */
    List<MinuteCoverage> coverage() {
        return records(topics.coverage().name()).stream()
                .map(record -> wire.coverage().deserializer().deserialize(record.topic(), record.value()))
                .toList();
    }

    List<ConsumerRecord<String, byte[]>> deadLetters() {
        return records(topics.deadLetters().name());
    }

    /** How many records of a topic are committed, by key. */
    Map<String, Integer> segments() {
        Map<String, Integer> counts = new TreeMap<>();
        records(topics.segments().name())
                .forEach(record -> counts.merge(String.valueOf(record.key()), 1, Integer::sum));
        return counts;
    }

    private List<ConsumerRecord<String, byte[]>> records(String topic) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (Consumer<String, byte[]> consumer = kafka.reader()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    @Override
    public void close() throws IOException {
        if (broker.isPresent()) {
            broker.get().close();
        }
    }
}

package io.earshot.cluster;

import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serializer;

/** Plain clients of the configured cluster. The caller closes each. */
public final class KafkaAccess {
    private final EarshotConfig config;
    private final ReaderNotes notes;

    public KafkaAccess(EarshotConfig config) {
        this(config, ReaderNotes.NONE);
    }

    /** @param notes is told how the threads do that read by these clients */
    public KafkaAccess(EarshotConfig config, ReaderNotes notes) {
        this.config = config;
        this.notes = notes;
    }

    /** Is told how readers do. */
    public ReaderNotes notes() {
        return notes;
    }

    /**
     * A client for the cluster itself. Each command starts with it, which reports a missing broker soon.
     *
     * @throws org.apache.kafka.common.KafkaException if nothing listens at the brokers' addresses
     */
    public Admin admin() {
        Map<String, Object> settings = settings();
        BrokerProbe.require(config.string(Settings.BOOTSTRAP_SERVERS), isPlain(settings));
        settings.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        settings.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        return Admin.create(settings);
    }

    /** An idempotent producer keyed by text. */
    public <V> Producer<String, V> producer(Serializer<V> values) {
        Map<String, Object> settings = settings();
        settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        settings.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000);
        return new NamingProducer<>(settings, values);
    }

    /** A reader of committed records that belongs to no group. */
    public Consumer<String, byte[]> reader() {
        return reader(settings());
    }

    /** The same for a few records here and there: fetches less at once, and waits for nothing at the end of a topic. */
    public Consumer<String, byte[]> browser() {
        Map<String, Object> settings = settings();
        settings.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 128 << 10);
        settings.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 5);
        return reader(settings);
    }

    private static Consumer<String, byte[]> reader(Map<String, Object> settings) {
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // A broker would create topics with its own defaults.
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        return new NamingConsumer(settings);
    }

    /**
     * A reader that shares the partitions of a topic with the others of its group, and keeps no offsets: each reads its
     * partitions from their beginning. When another one dies, its partitions are given away after six seconds, the least
     * that brokers allow by default.
     */
    public Consumer<String, byte[]> member(String group) {
        Map<String, Object> settings = settings();
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_500);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        return new NamingConsumer(settings);
    }

    /**
     * A reader of committed records that shares the partitions of a topic with the others of its group, and keeps its offsets
     * when it is told to.
     */
    public Consumer<String, byte[]> follower(String group) {
        Map<String, Object> settings = settings();
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_500);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // Where the kept offset is older than the topic, all that is still there is told.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 100);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        return new NamingConsumer(settings);
    }

    private static boolean isPlain(Map<String, Object> settings) {
        Object protocol = settings.getOrDefault(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL);
        return protocol.toString().endsWith("PLAINTEXT");
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(config.kafka());
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.string(Settings.BOOTSTRAP_SERVERS));
        settings.putIfAbsent(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        return settings;
    }
}

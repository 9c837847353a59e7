package io.earshot.app;

import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.topology.ProcessingFailureHandler;
import io.earshot.topology.ProductionFailureHandler;
import io.earshot.topology.RecordFailures;
import io.earshot.topology.Topics;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of the three Streams applications. */
final class StreamsSettings {
    /**
     * After this time another process takes over the sources of a killed one: the least that brokers allow by default. A process
     * that stands still for some seconds stays.
     */
    private static final int SESSION_TIMEOUT_MILLIS = 6_000;

    private static final int HEARTBEAT_MILLIS = 1_000;

    /**
     * The broker ends the transaction of a killed process after this time, and nobody can go on with its partitions before. Below
     * the session timeout, so that it costs nothing; far above the age of a transaction that lives, which is the commit interval
     * and the work on one chunk.
     */
    static final int TRANSACTION_TIMEOUT_MILLIS = 4_000;

    /** Streams refuses less than one commit interval; slow commits get room to be late. */
    private static final int COMMITS_IN_A_TRANSACTION_TIMEOUT = 3;

    /** Bounds the work between two polls: 64 chunks of 2 s are 133 hops, about half a second of encoding. */
    private static final int MAX_POLL_RECORDS = 64;

    /** Few transactions, as nobody waits for a calibration. Well below the transaction timeout. */
    private static final int CALIBRATION_COMMIT_MILLIS = 1_000;

    private final EarshotConfig config;
    private final Path stateDir;
    private final String modelDigest;
    private final RecordFailures failures;

    StreamsSettings(EarshotConfig config, Path stateDir, String modelDigest, RecordFailures failures) {
        this.failures = failures;
        this.config = config;
        this.stateDir = stateDir;
        this.modelDigest = modelDigest;
    }

    /** For the application that tags audio. */
    Properties tagging() {
        int threads = config.integer(Settings.STREAM_THREADS);
        return properties("", threads > 0 ? threads : Runtime.getRuntime().availableProcessors(), commitMillis());
    }

    /** For the application that encodes queries: one for each model, so that a new model encodes all queries. */
    Properties queries() {
        return properties("-queries-" + modelDigest.substring(0, 16), 1, commitMillis());
    }

    /** For the application that calibrates: one for each model, because it keeps embeddings of the model's space. */
    Properties calibration() {
        return properties("-calibrate-" + modelDigest.substring(0, 16), 1, CALIBRATION_COMMIT_MILLIS);
    }

    /** A dead letter is larger than its record; one that does not get through would stop its partition. */
    private int requestBytes() {
        return Stream.of(
                        config.kafka().get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                        config.kafka().get(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG)))
                .filter(Objects::nonNull)
                .map(Integer::parseInt)
                .reduce(Topics.LARGE_RECORD_BYTES, Math::max);
    }

    private int commitMillis() {
        return config.integer(Settings.COMMIT_INTERVAL_MS);
    }

    private Properties properties(String application, int threads, int commitMillis) {
        Properties p = new Properties();
        p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitMillis);
        p.put(RecordFailures.SETTING, failures);
        p.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, ProcessingFailureHandler.class);
        p.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, ProductionFailureHandler.class);
        p.put("processing.exception.handler.global.enabled", true);
        p.put(StreamsConfig.topicPrefix("max.message.bytes"), Integer.toString(Topics.LARGE_RECORD_BYTES));
        p.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, config.integer(Settings.TOPIC_REPLICATION));
        p.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        p.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_TIMEOUT_MILLIS);
        p.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), HEARTBEAT_MILLIS);
        p.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), MAX_POLL_RECORDS);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
        p.put(
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                Math.max(TRANSACTION_TIMEOUT_MILLIS, COMMITS_IN_A_TRANSACTION_TIMEOUT * commitMillis));
        p.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        p.putAll(config.kafka());
        p.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), requestBytes());
        p.put(StreamsConfig.APPLICATION_ID_CONFIG, config.string(Settings.APPLICATION_ID) + application);
        p.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.string(Settings.BOOTSTRAP_SERVERS));
        p.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        return p;
    }
}

package io.earshot.app;

import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of the three Streams applications. */
final class StreamsSettings {
    /** After this time another process takes over the sources of a killed one; the heartbeat is a third of it. */
    private static final int SESSION_TIMEOUT_MILLIS = 10_000;

    /** Bounds the work between two polls: 64 chunks of 2 s are 133 hops, about half a second of encoding. */
    private static final int MAX_POLL_RECORDS = 64;

    /** Few transactions, as nobody waits for a calibration. Well below the transaction timeout of 10 s. */
    private static final int CALIBRATION_COMMIT_MILLIS = 1_000;

    private final EarshotConfig config;
    private final Path stateDir;
    private final String modelDigest;

    StreamsSettings(EarshotConfig config, Path stateDir, String modelDigest) {
        this.config = config;
        this.stateDir = stateDir;
        this.modelDigest = modelDigest;
    }

    /** For the application that tags audio. */
    Properties tagging() {
        int threads = config.integer(Settings.STREAM_THREADS);
        return properties("", threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
    }

    /** For the application that encodes queries: one for each model, so that a new model encodes all queries. */
    Properties queries() {
        return properties("-queries-" + modelDigest.substring(0, 16), 1);
    }

    /** For the application that calibrates: one for each model, because it keeps embeddings of the model's space. */
    Properties calibration() {
        Properties p = properties("-calibrate-" + modelDigest.substring(0, 16), 1);
        p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, CALIBRATION_COMMIT_MILLIS);
        return p;
    }

    private Properties properties(String application, int threads) {
        Properties p = new Properties();
        p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.integer(Settings.COMMIT_INTERVAL_MS));
        p.put("processing.exception.handler.global.enabled", true);
        p.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, config.integer(Settings.TOPIC_REPLICATION));
        p.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        p.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_TIMEOUT_MILLIS);
        p.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), SESSION_TIMEOUT_MILLIS / 3);
        p.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), MAX_POLL_RECORDS);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
        p.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        p.putAll(config.kafka());
        p.put(StreamsConfig.APPLICATION_ID_CONFIG, config.string(Settings.APPLICATION_ID) + application);
        p.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.string(Settings.BOOTSTRAP_SERVERS));
        p.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        return p;
    }
}

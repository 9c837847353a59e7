package io.earshot.app;

import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of the three Streams applications, in one place: how exact, how fast, on how many threads. */
final class StreamsSettings {
    /** So that a killed process' sources are taken over within seconds; the heartbeat is a third of it. */
    private static final int SESSION_TIMEOUT_MILLIS = 10_000;

    /** Work between two polls is bounded: 64 chunks of 2 s are 133 hops, about half a second of encoding. */
    private static final int MAX_POLL_RECORDS = 64;

    /** Nobody waits for a calibration: transactions may be few. Well below the transaction timeout of 10 s. */
    private static final int CALIBRATION_COMMIT_MILLIS = 1_000;

    private final EarshotConfig config;
    private final Path stateDir;

    StreamsSettings(EarshotConfig config, Path stateDir) {
        this.config = config;
        this.stateDir = stateDir;
    }

    /** Of the application that tags audio. */
    Properties tagging(int threads) {
        return properties(config.string(Settings.APPLICATION_ID), threads);
    }

    /** Of the application that encodes queries: another one for each model, so that a new model encodes all anew. */
    Properties queries(String modelDigest) {
        return properties(queriesApplicationId(modelDigest), 1);
    }

    /** Of the application that calibrates: another one for each model, because what it keeps is of the model's space. */
    Properties calibration(String modelDigest) {
        Properties p = properties(calibrationApplicationId(modelDigest), 1);
        p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, CALIBRATION_COMMIT_MILLIS);
        return p;
    }

    String calibrationApplicationId(String modelDigest) {
        return config.string(Settings.APPLICATION_ID) + "-calibrate-" + modelDigest.substring(0, 16);
    }

    String queriesApplicationId(String modelDigest) {
        return config.string(Settings.APPLICATION_ID) + "-queries-" + modelDigest.substring(0, 16);
    }

    private Properties properties(String applicationId, int threads) {
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
        p.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        p.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.string(Settings.BOOTSTRAP_SERVERS));
        p.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        return p;
    }
}

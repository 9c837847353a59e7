package io.earshot.chaos;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.AudioOrigin;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import io.earshot.cluster.KafkaAccess;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.ingest.ChunkPublisher;
import io.earshot.topology.Topics;
import io.earshot.wire.WireSerdes;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;

/** Audio of many sources as fast as it is asked for: a quiet tone, so that ten minutes of it fit on a disk. */
final class Flood implements AutoCloseable {
    private static final PcmFormat FORMAT = new PcmFormat(8_000, 1, SampleEncoding.S16);
    private static final int CHUNK_SAMPLES = 2 * FORMAT.sampleRateHz();
    /** A hop is .96 s; the grid of a recording begins with its first sample. */
    private static final double HOP_SECONDS = .96;

    private final Producer<String, AudioChunk> producer;
    private final ChunkPublisher publisher;
    private final List<String> sourceIds;
    private final long epoch = System.currentTimeMillis() * 1_000;
    private final byte[] payload = tone();
    private long rounds;

    Flood(EarshotConfig config, List<String> sourceIds) {
        this.sourceIds = sourceIds;
        EarshotConfig compressing = EarshotConfig.of(Map.of(
                Settings.BOOTSTRAP_SERVERS,
                config.string(Settings.BOOTSTRAP_SERVERS),
                Settings.TOPIC_PREFIX,
                config.string(Settings.TOPIC_PREFIX),
                "kafka.compression.type",
                "lz4",
                "kafka.linger.ms",
                "20"));
        producer = new KafkaAccess(compressing)
                .producer(WireSerdes.of(Map.of()).audioChunks().serializer());
        publisher = new ChunkPublisher(
                producer,
                new Topics(config.string(Settings.TOPIC_PREFIX)).audioChunks().name());
    }

    /** Publishes at least so many seconds, the same of each source; returns how many. */
    double publish(double seconds) {
        double published = 0;
        while (published < seconds) {
            for (String id : sourceIds) {
                publisher.publish(AudioChunk.audio(id, epoch, rounds * CHUNK_SAMPLES, epoch, FORMAT, payload)
                        .withOrigin(AudioOrigin.RECORDING));
            }
            rounds++;
            published += sourceIds.size() * FORMAT.seconds(CHUNK_SAMPLES);
        }
        publisher.flush();
        return published;
    }

    void end() {
        for (String id : sourceIds) {
            publisher.publish(AudioChunk.end(id, epoch, rounds * CHUNK_SAMPLES, epoch, FORMAT)
                    .withOrigin(AudioOrigin.RECORDING));
        }
        publisher.flush();
    }

    /** Of audio, of all sources. */
    double seconds() {
        return sourceIds.size() * FORMAT.seconds(rounds * CHUNK_SAMPLES);
    }

    /** How many segments it must become. */
    long segments() {
        return sourceIds.size() * (long) Math.ceil(FORMAT.seconds(rounds * CHUNK_SAMPLES) / HOP_SECONDS - 1e-9);
    }

    private static byte[] tone() {
        byte[] payload = new byte[CHUNK_SAMPLES * FORMAT.frameBytes()];
        for (int i = 0; i < CHUNK_SAMPLES; i++) {
            int sample = (int) Math.round(600 * Math.sin(2 * Math.PI * i / 20));
            payload[2 * i] = (byte) sample;
            payload[2 * i + 1] = (byte) (sample >> 8);
        }
        return payload;
    }

    @Override
    public void close() {
        producer.close();
    }
}

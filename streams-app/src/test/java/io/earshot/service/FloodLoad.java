package io.earshot.service;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import io.earshot.cluster.KafkaAccess;
import io.earshot.ingest.ChunkPublisher;
import io.earshot.topology.Topics;
import io.earshot.wire.StoredSegment;
import io.earshot.wire.WireSerdes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * A source that plays in its own time beside one that floods the same partition, against a {@link MeasuredService}. Prints how
 * long after its audio the segments of the first were written, in seconds, and what became of the chunks.
 */
public final class FloodLoad {
    private static final PcmFormat FORMAT = new PcmFormat(16_000, 1, SampleEncoding.S16);
    private static final String QUIET = "neighbour";
    private static final String LOUD = "flood";

    private final byte[] noise = new byte[2 * FORMAT.sampleRateHz()];
    private final Topics topics;
    private final Cluster cluster;
    private final MeasuredService service;

    private FloodLoad(Cluster cluster, MeasuredService service) {
        this.cluster = cluster;
        this.service = service;
        this.topics = new Topics(cluster.config().string("topic.prefix"));
        new Random(1).nextBytes(noise);
    }

    /** @param arguments seconds, chunks of a second or bad records that the flood sends a second, audio or bad, an empty folder */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[3]);
        try (Cluster cluster = Cluster.ofOnePartition(folder.resolve("broker"));
                MeasuredService service = new MeasuredService(folder, cluster.bootstrapServers())) {
            service.awaitReady();
            FloodLoad load = new FloodLoad(cluster, service);
            load.run(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), arguments[2].equals("bad"));
            load.tell();
        }
    }

    private void run(int seconds, int flood, boolean bad) throws Exception {
        KafkaAccess kafka = new KafkaAccess(cluster.config());
        try (Producer<String, AudioChunk> audio =
                        kafka.producer(WireSerdes.of(Map.of()).audioChunks().serializer());
                Producer<String, byte[]> bytes = kafka.producer(new ByteArraySerializer())) {
            ChunkPublisher publisher =
                    new ChunkPublisher(audio, topics.audioChunks().name());
            long start = System.currentTimeMillis();
            for (int second = 0; second < seconds; second++) {
                TimeUnit.MILLISECONDS.sleep(Math.max(0, start + second * 1_000L - System.currentTimeMillis()));
                // A second that has just been captured.
                publisher.publish(chunk(QUIET, second, start - 1_000));
                for (int i = 0; i < flood; i++) {
                    if (bad) {
                        var unused = bytes.send(
                                new ProducerRecord<>(topics.audioChunks().name(), LOUD, new byte[] {1, 2, 3}));
                    } else {
                        publisher.publish(chunk(LOUD, second * flood + i, start - 3_600_000));
                    }
                }
                publisher.flush();
            }
        }
        TimeUnit.SECONDS.sleep(5);
    }

    private AudioChunk chunk(String source, int second, long startMillis) {
        return AudioChunk.audio(source, 1, (long) second * FORMAT.sampleRateHz(), startMillis * 1_000, FORMAT, noise);
    }

    private void tell() throws Exception {
        Deserializer<StoredSegment> segments =
                WireSerdes.of(Map.of()).segments().deserializer();
        List<Double> delays = new ArrayList<>();
        TopicPartition partition = new TopicPartition(topics.segments().name(), 0);
        try (Consumer<String, byte[]> reader = new KafkaAccess(cluster.config()).reader()) {
            reader.assign(List.of(partition));
            reader.seekToBeginning(List.of(partition));
            long end = reader.endOffsets(List.of(partition)).get(partition);
            while (reader.position(partition) < end) {
                for (ConsumerRecord<String, byte[]> record : reader.poll(Duration.ofSeconds(1))) {
                    if (QUIET.equals(record.key())) {
                        long heardMicros = segments.deserialize(record.topic(), record.value())
                                .segment()
                                .span()
                                .endMicros();
                        delays.add(record.timestamp() / 1e3 - heardMicros / 1e6);
                    }
                }
            }
        }
        Collections.sort(delays);
        System.out.printf(
                Locale.ROOT,
                "{\"segments\": %d, \"delay_p50_s\": %.1f, \"delay_p95_s\": %.1f, \"delay_worst_s\": %.1f, \"accepted\": %.0f,"
                        + " \"overload\": %.0f, \"undecodable\": %.0f}%n",
                delays.size(),
                at(delays, .5),
                at(delays, .95),
                at(delays, 1),
                chunks("accepted"),
                chunks("overload"),
                chunks("undecodable"));
    }

    private double chunks(String outcome) {
        return service.metric("earshot_chunks_total\\{outcome=\"" + outcome + "\"\\}");
    }

    private static double at(List<Double> sorted, double part) {
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.round(part * (sorted.size() - 1)));
    }
}

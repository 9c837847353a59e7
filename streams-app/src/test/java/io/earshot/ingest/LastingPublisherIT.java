package io.earshot.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.ChunkKind;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import io.earshot.broker.EmbeddedBroker;
import io.earshot.wire.WireSerdes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that goes and comes back while audio plays. */
class LastingPublisherIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final TopicPartition CHUNKS = new TopicPartition("chunks", 0);
    private static final PcmFormat FORMAT = new PcmFormat(16_000, 1, SampleEncoding.S16);
    private static final int SAMPLES = 1_600;
    private static final WireSerdes WIRE = WireSerdes.of(Map.of());

    @TempDir
    private Path folder;

    private final List<String> notices = new CopyOnWriteArrayList<>();
    private long next;

    @Test
    void shouldGoOnWhenTheBrokerIsBackAndRecordWhatFoundNoRoomAsAGap() throws Exception {
        EmbeddedBroker first = EmbeddedBroker.start(folder);
        String servers = first.bootstrapServers();
        makeTopic(servers);
        try (Producer<String, AudioChunk> producer = producer(servers);
                LastingPublisher publisher =
                        LastingPublisher.start(producer, CHUNKS.topic(), true, 20_000, notices::add)) {
            publish(publisher, 3);
            assertThat(publisher.awaitWritten(PATIENCE)).isTrue();
            first.close();
            publish(publisher, 10);
            await().atMost(PATIENCE).until(() -> !notices.isEmpty());
            assertThat(publisher.lostSeconds())
                    .as("nobody knows yet how long the gap is")
                    .isZero();
            try (EmbeddedBroker again = EmbeddedBroker.start(folder, portOf(servers))) {
                await().atMost(PATIENCE).until(() -> notices.size() > 1);
                publish(publisher, 2);
                publisher.publish(AudioChunk.end("s", 7, next, 9, FORMAT));
                assertThat(publisher.awaitWritten(PATIENCE)).isTrue();
                assertThat(publisher.lostSeconds()).isEqualTo(.5);
                assertWhole(written(again.bootstrapServers()));
            }
        }
        assertThat(notices.get(0)).startsWith("the broker does not take audio");
        assertThat(notices.get(1)).isEqualTo("the broker takes audio again");
        assertThat(notices.get(2)).startsWith("0.50 s of s from 1970-01-01T00:00:00.800009Z on found no room");
    }

    @Test
    void shouldFailAtOnceWhereNoBrokerEverTookAChunk() throws Exception {
        try (Producer<String, AudioChunk> producer = producer("127.0.0.1:1");
                LastingPublisher publisher =
                        LastingPublisher.start(producer, CHUNKS.topic(), false, 20_000, notices::add)) {
            publish(publisher, 1);
            assertThatThrownBy(() -> publisher.awaitWritten(PATIENCE))
                    .isInstanceOf(KafkaException.class)
                    .hasMessageContaining("audio could not be written to chunks");
            assertThatThrownBy(() -> publish(publisher, 1)).isInstanceOf(KafkaException.class);
        }
        assertThat(notices).isEmpty();
    }

    /** Each sample has its place, once: what was lost is there as a gap. */
    private void assertWhole(List<AudioChunk> written) {
        long position = 0;
        for (AudioChunk chunk : written) {
            assertThat(chunk.firstSample()).isEqualTo(position);
            position = chunk.endSample();
        }
        assertThat(position).isEqualTo(next);
        assertThat(written).extracting(AudioChunk::kind).containsOnlyOnce(ChunkKind.GAP, ChunkKind.END);
        assertThat(written).extracting(AudioChunk::epochStartMicros).containsOnly(9L);
    }

    private void publish(LastingPublisher publisher, int chunks) throws InterruptedException {
        for (int i = 0; i < chunks; i++) {
            publisher.publish(AudioChunk.audio("s", 7, next, 9, FORMAT, new byte[2 * SAMPLES]));
            next += SAMPLES;
        }
    }

    private static List<AudioChunk> written(String servers) {
        Map<String, Object> settings = Map.of("bootstrap.servers", servers);
        List<AudioChunk> chunks = new ArrayList<>();
        try (KafkaConsumer<String, AudioChunk> consumer = new KafkaConsumer<>(
                settings, new StringDeserializer(), WIRE.audioChunks().deserializer())) {
            consumer.assign(List.of(CHUNKS));
            consumer.seekToBeginning(List.of(CHUNKS));
            long end = consumer.endOffsets(List.of(CHUNKS)).get(CHUNKS);
            while (consumer.position(CHUNKS) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> chunks.add(record.value()));
            }
        }
        return chunks;
    }

    private static void makeTopic(String servers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic(CHUNKS.topic(), 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static Producer<String, AudioChunk> producer(String servers) {
        Map<String, Object> impatient = Map.of(
                "bootstrap.servers", servers,
                "max.block.ms", 500,
                "request.timeout.ms", 400,
                "delivery.timeout.ms", 500,
                "linger.ms", 5);
        return new KafkaProducer<>(
                impatient, new StringSerializer(), WIRE.audioChunks().serializer());
    }

    private static int portOf(String servers) {
        return Integer.parseInt(servers.substring(servers.indexOf(':') + 1));
    }
}

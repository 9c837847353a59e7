package io.earshot.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import io.earshot.wire.WireSerdes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Before the first chunk is taken. */
class LastingPublisherTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final PcmFormat FORMAT = new PcmFormat(16_000, 1, SampleEncoding.S16);

    private final List<String> notices = new CopyOnWriteArrayList<>();

    /** KAFKA-15591: batches to one partition of a topic that was just made expire, those to others do not. */
    @Test
    void shouldWaitForATopicThatWasJustMade() throws Exception {
        NewTopic producer = new NewTopic(3, new TimeoutException("Expiring 1 record(s) for chunks-0"));
        try (LastingPublisher publisher = LastingPublisher.start(producer, "chunks", false, 20_000, notices::add)) {
            publisher.publish(chunk());
            assertThat(publisher.awaitWritten(PATIENCE)).isTrue();
        }
        assertThat(producer.history()).hasSize(1);
        assertThat(notices).hasSize(2);
    }

    @Test
    void shouldNotWaitWhereWaitingDoesNotHelp() throws Exception {
        NewTopic producer = new NewTopic(3, new TopicAuthorizationException("chunks"));
        try (LastingPublisher publisher = LastingPublisher.start(producer, "chunks", false, 20_000, notices::add)) {
            publisher.publish(chunk());
            assertThatThrownBy(() -> publisher.awaitWritten(PATIENCE)).isInstanceOf(KafkaException.class);
        }
    }

    private static AudioChunk chunk() {
        return AudioChunk.audio("s", 7, 0, 9, FORMAT, new byte[3_200]);
    }

    /** Takes nothing at first, though it is known. */
    private static final class NewTopic extends MockProducer<String, AudioChunk> {
        private final AtomicInteger refusals;
        private final RuntimeException refusal;
        private final List<CompletableFuture<RecordMetadata>> refused = new ArrayList<>();

        NewTopic(int refusals, RuntimeException refusal) {
            super(
                    Cluster.empty(),
                    true,
                    null,
                    new StringSerializer(),
                    WireSerdes.of(Map.of()).audioChunks().serializer());
            this.refusals = new AtomicInteger(refusals);
            this.refusal = refusal;
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<String, AudioChunk> record) {
            if (refusals.getAndDecrement() > 0) {
                refused.add(new CompletableFuture<>());
                return refused.get(refused.size() - 1);
            }
            return super.send(record);
        }

        @Override
        public synchronized void flush() {
            refused.forEach(answer -> answer.completeExceptionally(refusal));
            refused.clear();
            super.flush();
        }
    }
}

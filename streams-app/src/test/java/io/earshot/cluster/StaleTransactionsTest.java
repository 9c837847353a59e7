package io.earshot.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaleTransactionsTest {
    private static final String GONE = "app-11111111-2222-3333-4444-555555555555-1";
    private static final String MEMBER = "app-99999999-2222-3333-4444-555555555555-1";
    private static final String OTHERS = "app2-11111111-2222-3333-4444-555555555555-1";

    @TempDir
    private Path folder;

    @Test
    void shouldNameTransactionsAsStreamsDoes() {
        assertThat(StaleTransactions.transactionalId(
                        "app-99999999-2222-3333-4444-555555555555-StreamThread-1-consumer"))
                .contains(MEMBER);
        assertThat(StaleTransactions.transactionalId("somebody-else")).isEmpty();
    }

    /** Those of members, of other applications and of other programs stay open. */
    @Test
    void shouldEndOnlyWhatProcessesThatAreGoneLeftOpen() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(Set.of(new NewTopic("t", 1, (short) 1))).all().get();
            try (var member = member(broker);
                    var gone = begun(broker, GONE);
                    var kept = begun(broker, MEMBER);
                    var others = begun(broker, OTHERS)) {
                assertThat(new StaleTransactions("app", 600_000).end(admin))
                        .as("young")
                        .isEmpty();
                assertThat(new StaleTransactions("app", 0).end(admin)).containsExactly(GONE);
                assertThat(new StaleTransactions("app", 0).end(admin)).isEmpty();
                kept.commitTransaction();
                others.commitTransaction();
                assertThat(member.groupMetadata().groupId()).isEqualTo("app");
                assertThat(gone).isNotNull();
            }
        }
    }

    private static KafkaConsumer<String, String> member(EmbeddedBroker broker) {
        KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "group.id",
                        "app",
                        "client.id",
                        "app-99999999-2222-3333-4444-555555555555-StreamThread-1-consumer"),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.subscribe(Set.of("t"));
        while (consumer.assignment().isEmpty()) {
            consumer.poll(Duration.ofMillis(100));
        }
        return consumer;
    }

    private static KafkaProducer<String, String> begun(EmbeddedBroker broker, String id) throws Exception {
        KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", id),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>("t", "k", "v")).get();
        return producer;
    }
}

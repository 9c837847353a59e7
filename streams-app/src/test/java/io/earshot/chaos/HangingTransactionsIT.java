package io.earshot.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.cluster.HangingTransactions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Kafka leaves behind where a transaction is ended while a partition has no leader: the coordinator is on one broker, the
 * partition on another, which is away meanwhile.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HangingTransactionsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String CHANGELOG = "app-store-changelog";
    private static final String LIVELY = "app-lively-changelog";
    private static final String OTHERS = "somebody-elses";
    private static final String HUNG = "app-11111111-2222-3333-4444-555555555555-1";
    private static final String ALIVE = "app-11111111-2222-3333-4444-555555555555-2";
    private static final String GROUP = "app";
    private static final String STRANGER = "stranger-1";

    @TempDir
    private Path folder;

    private final List<Started> brokers = new ArrayList<>();
    private List<Integer> ports;

    @Test
    void shouldEndWhatItsCoordinatorHasEndedAndNothingElse() throws Exception {
        ports = Ports.free(3);
        try (Started first = broker(1);
                Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()));
                KafkaProducer<String, String> hung = producer(HUNG);
                KafkaProducer<String, String> alive = producer(ALIVE);
                KafkaProducer<String, String> stranger = producer(STRANGER)) {
            // The first transactions make the coordinator's topic, on the one broker that is there.
            hung.initTransactions();
            alive.initTransactions();
            stranger.initTransactions();
            try (Started second = broker(2)) {
                makeTopics(admin);
                begin(hung, CHANGELOG);
                hung.sendOffsetsToTransaction(
                        Map.of(new TopicPartition(LIVELY, 0), new OffsetAndMetadata(0)), groupMetadata());
                begin(stranger, OTHERS);
                begin(alive, LIVELY);
                second.stop(PATIENCE);
            }
            awaitNoLeader(admin);
            hung.abortTransaction();
            stranger.abortTransaction();
            awaitEnded(admin, HUNG);
            awaitEnded(admin, STRANGER);
            try (Started second = broker(2)) {
                assertThat(second.isAlive()).isTrue();
                awaitHeldBack(admin, CHANGELOG);
                awaitHeldBack(admin, OTHERS);
                awaitHeldBack(admin, Topic.GROUP_METADATA_TOPIC_NAME);
                HangingTransactions hanging = new HangingTransactions(
                        topic -> topic.endsWith("-changelog") || topic.equals(Topic.GROUP_METADATA_TOPIC_NAME),
                        id -> id.startsWith("app-"));
                assertThat(hanging.end(admin)).as("first look").isEmpty();
                assertThat(hanging.end(admin))
                        .as("second look")
                        .containsExactly(Topic.GROUP_METADATA_TOPIC_NAME + "-0", CHANGELOG + "-0");
                assertThat(hanging.end(admin)).as("third look").isEmpty();
                assertThat(isHeldBack(admin, CHANGELOG)).isFalse();
                // Without the end it would wait for it until it times out, as each task that begins does.
                assertThat(admin.listConsumerGroupOffsets(
                                        GROUP, new ListConsumerGroupOffsetsOptions().requireStable(true))
                                .partitionsToOffsetAndMetadata()
                                .get())
                        .as("of the transaction that was aborted")
                        .isEmpty();
                assertThat(isHeldBack(admin, OTHERS)).as("of another program").isTrue();
                assertThat(isHeldBack(admin, LIVELY))
                        .as("a transaction that lives")
                        .isTrue();
                alive.commitTransaction();
                await("its end to be written", () -> !isHeldBack(admin, LIVELY));
            }
            assertThat(first.isAlive()).isTrue();
        }
    }

    private Started broker(int node) throws IOException, InterruptedException {
        List<String> arguments = List.of(
                folder.resolve("broker-" + node).toString(),
                Integer.toString(node),
                "1@127.0.0.1:" + ports.get(2),
                "1000",
                "INSIDE:" + ports.get(node - 1) + ":" + ports.get(node - 1));
        Started broker = Started.start(
                folder, "broker-" + node + "-" + brokers.size(), Programs.ofTests(BrokerProgram.class, 256, arguments));
        brokers.add(broker);
        broker.await("started", PATIENCE);
        return broker;
    }

    private String bootstrap() {
        return "127.0.0.1:" + ports.get(0);
    }

    private KafkaProducer<String, String> producer(String transactionalId) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap(), "transactional.id", transactionalId),
                new StringSerializer(),
                new StringSerializer());
    }

    private ConsumerGroupMetadata groupMetadata() {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap(), "group.id", GROUP),
                new StringDeserializer(),
                new StringDeserializer())) {
            return consumer.groupMetadata();
        }
    }

    private static void makeTopics(Admin admin) throws ExecutionException, InterruptedException {
        admin.createTopics(Set.of(
                        new NewTopic(CHANGELOG, Map.of(0, List.of(2))),
                        new NewTopic(Topic.GROUP_METADATA_TOPIC_NAME, Map.of(0, List.of(2)))
                                .configs(Map.of("cleanup.policy", "compact")),
                        new NewTopic(OTHERS, Map.of(0, List.of(2))),
                        new NewTopic(LIVELY, Map.of(0, List.of(1)))))
                .all()
                .get();
    }

    private static void begin(KafkaProducer<String, String> producer, String topic)
            throws ExecutionException, InterruptedException {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topic, "key", "value")).get();
    }

    private static void awaitNoLeader(Admin admin) throws Exception {
        await(
                "the partition to have no leader",
                () -> admin.describeTopics(Set.of(CHANGELOG))
                                .allTopicNames()
                                .get()
                                .get(CHANGELOG)
                                .partitions()
                                .get(0)
                                .leader()
                        == null);
    }

    private static void awaitEnded(Admin admin, String transactionalId) throws Exception {
        await(
                "the coordinator to end the transaction",
                () -> admin.describeTransactions(Set.of(transactionalId))
                                .description(transactionalId)
                                .get()
                                .state()
                        == TransactionState.COMPLETE_ABORT);
    }

    private static void awaitHeldBack(Admin admin, String topic) throws Exception {
        await("the partition to have a leader again", () -> isHeldBack(admin, topic));
    }

    private static boolean isHeldBack(Admin admin, String topic) throws ExecutionException, InterruptedException {
        TopicPartition partition = new TopicPartition(topic, 0);
        Map<TopicPartition, OffsetSpec> end = Map.of(partition, OffsetSpec.latest());
        long committed = admin.listOffsets(end, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .partitionResult(partition)
                .get()
                .offset();
        return committed
                < admin.listOffsets(end).partitionResult(partition).get().offset();
    }

    /** What may be true. */
    @FunctionalInterface
    private interface Condition {
        boolean isTrue() throws Exception;
    }

    private static void await(String what, Condition condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.isTrue()) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("waited " + PATIENCE + " for " + what);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}

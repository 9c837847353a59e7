package io.earshot.cluster;

import io.earshot.query.QueryRegistration;
import io.earshot.query.QueryVersion;
import io.earshot.query.StandingQuery;
import io.earshot.wire.Decoded;
import io.earshot.wire.WireSerdes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/** Waits for what a running service makes of a query. Not safe for use by several threads. */
public final class RegistrationWatch implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<String, byte[]> consumer;
    private final String topic;
    private final Deserializer<Decoded<QueryRegistration>> decoder;

    private RegistrationWatch(
            Consumer<String, byte[]> consumer, String topic, Deserializer<Decoded<QueryRegistration>> decoder) {
        this.consumer = consumer;
        this.topic = topic;
        this.decoder = decoder;
    }

    /** Sees registrations from this call on: to be called before the query is written. */
    public static RegistrationWatch start(KafkaAccess kafka, String topic, WireSerdes wire) {
        Consumer<String, byte[]> consumer = kafka.reader();
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return new RegistrationWatch(consumer, topic, wire.queryEmbeddings().deserializer());
    }

    /** What became of the query; empty if no service told so in this time. */
    public Optional<QueryRegistration> await(StandingQuery query, Duration most) {
        long end = System.nanoTime() + most.toNanos();
        while (System.nanoTime() < end) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                Optional<QueryRegistration> found = read(record).filter(registration -> isOf(registration, query));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private Optional<QueryRegistration> read(ConsumerRecord<String, byte[]> record) {
        return record.value() == null
                ? Optional.empty()
                : decoder.deserialize(topic, record.value()).value();
    }

    /** A refusal names no version; one of this id is taken for the answer. */
    private static boolean isOf(QueryRegistration registration, StandingQuery query) {
        return registration.queryId().equals(query.id())
                && registration
                        .registered()
                        .map(found -> found.version().equals(QueryVersion.of(query)))
                        .orElse(true);
    }
}

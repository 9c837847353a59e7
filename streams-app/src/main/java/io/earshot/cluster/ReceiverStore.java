package io.earshot.cluster;

import io.earshot.notify.Receiver;
import io.earshot.topology.Topics;
import io.earshot.wire.Decoded;
import io.earshot.wire.WireSerdes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Writes receivers. Safe for use by several threads. */
public final class ReceiverStore implements AutoCloseable {
    /** Header: who changed the receiver. */
    public static final String BY = "earshot.by";

    private final KafkaAccess kafka;
    private final ReceiverGroups groups;
    private final Producer<String, Decoded<Receiver>> producer;
    private final Topics topics;
    private final WireSerdes wire;

    public ReceiverStore(KafkaAccess kafka, ReceiverGroups groups, Topics topics, WireSerdes wire) {
        this.kafka = kafka;
        this.groups = groups;
        this.topics = topics;
        this.wire = wire;
        this.producer = kafka.producer(wire.receivers().serializer());
    }

    /** The receivers as they are now. */
    public ReceiverCatalog catalog() {
        return ReceiverCatalog.read(kafka, topics, wire);
    }

    /**
     * Adds a receiver, or changes the one with its id. A new one, and one that a user had disabled, is told of what happens
     * from now on; one that Earshot had disabled, from where it stopped.
     *
     * @param before the receiver as it was
     * @param by who does it
     * @throws KafkaException if it could not be written
     */
    public void put(Receiver receiver, Optional<Receiver> before, String by) throws InterruptedException {
        boolean startsAnew = before.map(ReceiverStore::wasSwitchedOff).orElse(true);
        if (receiver.enabled() && startsAnew) {
            try (Admin admin = kafka.admin()) {
                groups.startFromNow(admin, receiver.id());
            }
        }
        write(receiver.id(), new Decoded.Present<>(receiver), by);
    }

    private static boolean wasSwitchedOff(Receiver before) {
        return !before.enabled() && before.disabledReason().isEmpty();
    }

    /**
     * Removes a receiver, and where it stands; where processes still tell it, they end that when they stop.
     *
     * @param by who does it
     * @throws KafkaException if it could not be written
     */
    public void remove(String id, String by) throws InterruptedException {
        write(id, null, by);
        try (Admin admin = kafka.admin()) {
            groups.end(admin, id);
        }
    }

    /** How many events a receiver has not been told of; empty: nobody has begun to. */
    public Optional<Long> lag(String id) throws InterruptedException {
        try (Admin admin = kafka.admin()) {
            return groups.lag(admin, id);
        }
    }

    private void write(String id, Decoded<Receiver> value, String by) throws InterruptedException {
        ProducerRecord<String, Decoded<Receiver>> record =
                new ProducerRecord<>(topics.receivers().name(), id, value);
        record.headers().add(BY, by.getBytes(StandardCharsets.UTF_8));
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "receiver " + id + " could not be written to " + record.topic() + ": "
                            + e.getCause().getMessage(),
                    e.getCause());
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}

package io.earshot.cluster;

import io.earshot.decide.Event;
import io.earshot.notify.LoggedEvent;
import io.earshot.notify.Receiver;
import io.earshot.wire.RegistryException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the events for one receiver, and keeps how far it has been told. The processes with a receiver are one group and share
 * the partitions. Has a thread of its own, which keeps asking the broker while another one waits for the receiver.
 */
public final class ReceiverFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiverFeed.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration COMMIT = Duration.ofSeconds(5);
    private static final Duration LEAVING = Duration.ofSeconds(4);
    private static final int MOST_WAITING = 50;

    private final KafkaAccess kafka;
    private final String group;
    private final String topic;
    private final Deserializer<Event> decoder;
    private final Receiver receiver;
    private final ReceiverQueue queue;
    private final Clock clock;
    private final Map<TopicPartition, ReceiverPartition> owned = new HashMap<>();
    private final Thread thread;
    private volatile Consumer<String, byte[]> consumer;
    private final ReaderLife life;
    private volatile long lag;
    private volatile boolean isAssigned;
    private long skippedKeptMillis;
    private boolean isPartNew;

    private ReceiverFeed(
            KafkaAccess kafka,
            String group,
            String topic,
            Deserializer<Event> decoder,
            Receiver receiver,
            ReceiverQueue queue,
            Clock clock) {
        this.kafka = kafka;
        this.group = group;
        this.topic = topic;
        this.decoder = decoder;
        this.receiver = receiver;
        this.queue = queue;
        this.clock = clock;
        // One meter for all receivers: their ids are the users'.
        this.life = ReaderLife.waitingForRights("receivers of events", kafka.notes());
        this.thread = new Thread(this::run, "receiver-feed-" + receiver.id());
        thread.setDaemon(true);
    }

    /**
     * Joins the group; returns before anything is read.
     *
     * @param topic of the events
     * @param decoder of its values
     * @param queue of what is to be told; closed with this
     */
    public static ReceiverFeed start(
            KafkaAccess kafka,
            String group,
            String topic,
            Deserializer<Event> decoder,
            Receiver receiver,
            ReceiverQueue queue,
            Clock clock) {
        ReceiverFeed feed = new ReceiverFeed(kafka, group, topic, decoder, receiver, queue, clock);
        queue.start();
        feed.thread.start();
        return feed;
    }

    /** Events of this process' partitions that have not been told. */
    public long lag() {
        return lag;
    }

    /** Whether this process has its part of the partitions, which may be none. */
    public boolean isAssigned() {
        return isAssigned;
    }

    /** What is under way ends, and what was acknowledged is kept. */
    @Override
    public void close() {
        life.end();
        queue.close();
        Consumer<String, byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        try {
            thread.join(LEAVING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A broker that is away, or a right that is missing, delays and loses nothing. */
    private void run() {
        life.run(
                this::readAsMember, e -> LOG.error("Receiver {} is no longer told: {}", receiver.id(), e.getMessage()));
    }

    private void readAsMember() throws InterruptedException {
        try (Consumer<String, byte[]> reading = kafka.follower(group)) {
            consumer = reading;
            read(reading);
        } finally {
            owned.values().forEach(ReceiverPartition::revoke);
            owned.clear();
            queue.abandonRevoked();
        }
    }

    private void read(Consumer<String, byte[]> reading) throws InterruptedException {
        reading.subscribe(Set.of(topic), new Rebalance(reading));
        while (!life.isEnded()) {
            takeAll(reading, reading.poll(POLL));
            showWhatLasts();
            owned.forEach((partition, part) -> {
                // Behind the marks of transactions, too, which are no records.
                part.reach(reading.position(partition));
                part.due(clock.instant(), isAtEnd(reading, partition)).forEach(group -> queue.add(part, group));
            });
            boolean isTold = queue.takeTold();
            commit(reading, owned.keySet(), isTold);
            holdBack(reading);
            lag = owned.entrySet().stream()
                    .mapToLong(entry -> entry.getValue().left()
                            + reading.currentLag(entry.getKey()).orElse(0))
                    .sum();
        }
    }

    /** What this process tells of is another part of the events than before. */
    private void showWhatLasts() {
        if (!isPartNew) {
            return;
        }
        isPartNew = false;
        if (receiver.kind().showsWhatLasts()) {
            Map<TopicPartition, Long> told = new HashMap<>();
            owned.forEach((partition, part) -> told.put(partition, part.place().offset()));
            queue.lasting(OpenEvents.read(kafka, topic, decoder, told));
        }
    }

    private static boolean isAtEnd(Consumer<String, byte[]> reading, TopicPartition partition) {
        return reading.currentLag(partition).orElse(1) == 0;
    }

    private void takeAll(Consumer<String, byte[]> reading, ConsumerRecords<String, byte[]> records)
            throws InterruptedException {
        for (TopicPartition partition : records.partitions()) {
            for (ConsumerRecord<String, byte[]> record : records.records(partition)) {
                if (!take(owned.get(partition), record)) {
                    reading.seek(partition, record.offset());
                    TimeUnit.SECONDS.sleep(1);
                    break;
                }
            }
        }
    }

    /** Without the registry nothing is known of a record: it, and those behind it, are read again later. */
    private boolean take(ReceiverPartition part, ConsumerRecord<String, byte[]> record) {
        try {
            Event event = record.value() == null ? null : decoder.deserialize(topic, record.value());
            if (event == null) {
                part.skip(record.offset());
            } else {
                part.offer(new LoggedEvent(record.offset(), record.timestamp(), event, record.value()));
            }
            return true;
        } catch (RegistryException e) {
            LOG.warn("The events cannot be read: {}", e.getMessage());
            return false;
        } catch (SerializationException e) {
            life.skipped(record, String.valueOf(e.getMessage()));
            part.skip(record.offset());
            return true;
        }
    }

    /** What was told is kept at once; that others were passed over, now and then. */
    private void commit(Consumer<String, byte[]> reading, Collection<TopicPartition> partitions, boolean isTold) {
        long now = clock.millis();
        if (!isTold && now - skippedKeptMillis < COMMIT.toMillis()) {
            return;
        }
        skippedKeptMillis = now;
        Map<TopicPartition, OffsetAndMetadata> places = new HashMap<>();
        partitions.forEach(partition -> Optional.ofNullable(owned.get(partition))
                .filter(part -> !part.isKept())
                .ifPresent(part -> places.put(partition, part.place())));
        if (places.isEmpty()) {
            return;
        }
        try {
            reading.commitSync(places, COMMIT);
            places.forEach((partition, place) -> owned.get(partition).kept(place));
        } catch (CommitFailedException | RebalanceInProgressException | RetriableException e) {
            // Kept with the next one; what is told twice until then has the same id.
            LOG.debug("Progress of receiver {} could not be kept: {}", receiver.id(), e.getMessage());
        }
    }

    /** A receiver that is down must not fill the memory; the broker keeps the events. */
    private void holdBack(Consumer<String, byte[]> reading) {
        boolean isBusy = queue.waiting() >= MOST_WAITING;
        List<TopicPartition> held = owned.entrySet().stream()
                .filter(entry -> isBusy || entry.getValue().isFull())
                .map(Map.Entry::getKey)
                .toList();
        reading.pause(held);
        reading.resume(owned.keySet().stream()
                .filter(partition -> !held.contains(partition))
                .toList());
    }

    private final class Rebalance implements ConsumerRebalanceListener {
        private final Consumer<String, byte[]> reading;

        Rebalance(Consumer<String, byte[]> reading) {
            this.reading = reading;
        }

        /** Only those that are new: the assignor is cooperative. What has no offset begins now. */
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> kept = reading.committed(Set.copyOf(partitions));
            for (TopicPartition partition : partitions) {
                OffsetAndMetadata place = kept.get(partition);
                if (place == null) {
                    place = new OffsetAndMetadata(
                            reading.endOffsets(Set.of(partition)).get(partition));
                    reading.seek(partition, place);
                    reading.commitSync(Map.of(partition, place), COMMIT);
                }
                owned.put(partition, new ReceiverPartition(receiver, place));
            }
            isAssigned = true;
            isPartNew = true;
            life.begun();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            queue.takeTold();
            commit(reading, List.copyOf(partitions), true);
            onPartitionsLost(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            partitions.forEach(
                    partition -> Optional.ofNullable(owned.remove(partition)).ifPresent(ReceiverPartition::revoke));
            isPartNew = true;
            queue.abandonRevoked();
        }
    }
}

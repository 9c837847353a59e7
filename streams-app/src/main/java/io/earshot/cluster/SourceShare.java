package io.earshot.cluster;

import io.earshot.source.AudioSource;
import io.earshot.wire.Decoded;
import io.earshot.wire.RegistryException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shares the sources among the processes of a group: who owns a partition of their topic listens to its sources. A process
 * that dies loses its partitions after the session timeout, one that stops hands them over at once. Sources that stay with a
 * process are not touched. Has a thread of its own.
 */
public final class SourceShare implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SourceShare.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration REGISTRY_PAUSE = Duration.ofSeconds(1);
    private static final Duration LEAVING = Duration.ofSeconds(4);

    private final Consumer<String, byte[]> consumer;
    private final String topic;
    private final Deserializer<Decoded<AudioSource>> decoder;
    private final HeldSources held;
    private final java.util.function.Consumer<RuntimeException> broken;
    private final Map<TopicPartition, PartitionSources> owned = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::run, "source-share");
    private volatile boolean isAssigned;
    private volatile boolean isClosing;

    private SourceShare(
            Consumer<String, byte[]> consumer,
            String topic,
            Deserializer<Decoded<AudioSource>> decoder,
            HeldSources held,
            java.util.function.Consumer<RuntimeException> broken) {
        this.consumer = consumer;
        this.topic = topic;
        this.decoder = decoder;
        this.held = held;
        this.broken = broken;
    }

    /**
     * Joins the group; returns before sources are assigned.
     *
     * @param topic of the sources
     * @param decoder of its values
     * @param held is told what to listen to, on this share's thread
     * @param broken gets the failure that ends the sharing
     */
    public static SourceShare join(
            KafkaAccess kafka,
            String group,
            String topic,
            Deserializer<Decoded<AudioSource>> decoder,
            HeldSources held,
            java.util.function.Consumer<RuntimeException> broken) {
        SourceShare share = new SourceShare(kafka.member(group), topic, decoder, held, broken);
        share.thread.setDaemon(true);
        share.thread.start();
        return share;
    }

    /** Whether this process has its part of the sources, which may be none, and has read which they are. */
    public boolean isAssigned() {
        return isAssigned && owned.values().stream().allMatch(PartitionSources::isRead);
    }

    /** Hands all sources over and leaves the group. */
    @Override
    public void close() {
        isClosing = true;
        consumer.wakeup();
        try {
            thread.join(LEAVING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        // Closing the consumer revokes what it owns, and then leaves the group.
        try (consumer) {
            consumer.subscribe(Set.of(topic), new Rebalance());
            while (!isClosing) {
                takeAll(consumer.poll(POLL));
                owned.forEach(this::beginIfRead);
            }
        } catch (WakeupException closed) {
            LOG.debug("{} is no longer followed", topic);
        } catch (InterruptException | InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            isAssigned = false;
            broken.accept(e);
        }
    }

    private void beginIfRead(TopicPartition partition, PartitionSources sources) {
        if (!sources.isRead() && consumer.currentLag(partition).orElse(1) == 0) {
            sources.readToEnd();
        }
    }

    private void takeAll(ConsumerRecords<String, byte[]> records) throws InterruptedException {
        for (TopicPartition partition : records.partitions()) {
            take(partition, records.records(partition));
        }
    }

    /** Without the registry nothing is known of a record: it, and those behind it, are read again later. */
    private void take(TopicPartition partition, List<ConsumerRecord<String, byte[]>> records)
            throws InterruptedException {
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                take(owned.get(partition), record);
            } catch (RegistryException e) {
                LOG.warn("The sources cannot be read: {}", e.getMessage());
                consumer.seek(partition, record.offset());
                TimeUnit.MILLISECONDS.sleep(REGISTRY_PAUSE.toMillis());
                return;
            }
        }
    }

    /** A bad record changes nothing; what its source was before goes on. */
    private void take(PartitionSources sources, ConsumerRecord<String, byte[]> record) {
        if (record.key() == null) {
            skip(record, "it has no key");
        } else if (record.value() == null) {
            sources.remove(record.key());
        } else {
            Decoded<AudioSource> decoded = decoder.deserialize(topic, record.value());
            Optional<AudioSource> source = decoded.value();
            if (decoded instanceof Decoded.Undecodable<AudioSource> undecodable) {
                skip(record, undecodable.reason());
            } else if (source.isPresent() && !source.get().id().equals(record.key())) {
                skip(record, "its key is not its id " + source.get().id());
            } else {
                source.ifPresent(sources::put);
            }
        }
    }

    private static void skip(ConsumerRecord<String, byte[]> record, String why) {
        LOG.warn(
                "The source {} at {}-{}@{} is left out: {}",
                record.key(),
                record.topic(),
                record.partition(),
                record.offset(),
                why);
    }

    private final class Rebalance implements ConsumerRebalanceListener {
        /** Only those that are new: the assignor is cooperative. */
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> owned.put(partition, new PartitionSources(held)));
            consumer.seekToBeginning(partitions);
            isAssigned = true;
        }

        /** Also after a loss, of which this process learns when others may have begun already. */
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            List<String> ids = partitions.stream()
                    .map(owned::remove)
                    .filter(sources -> sources != null && sources.isRead())
                    .flatMap(sources -> sources.ids().stream())
                    .toList();
            held.handOver(ids);
        }
    }
}

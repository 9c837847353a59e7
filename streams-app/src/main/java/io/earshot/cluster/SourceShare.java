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
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
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

    private final Supplier<Consumer<String, byte[]>> members;
    private final ReaderLife life;
    private final String topic;
    private final Deserializer<Decoded<AudioSource>> decoder;
    private final HeldSources held;
    private final java.util.function.Consumer<RuntimeException> broken;
    private final Map<TopicPartition, PartitionSources> owned = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::run, "source-share");
    private volatile Consumer<String, byte[]> consumer;
    private volatile boolean isAssigned;

    private SourceShare(
            Supplier<Consumer<String, byte[]>> members,
            ReaderLife life,
            String topic,
            Deserializer<Decoded<AudioSource>> decoder,
            HeldSources held,
            java.util.function.Consumer<RuntimeException> broken) {
        this.members = members;
        this.life = life;
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
     * @param broken gets the {@code Error} that ends the sharing; after any other failure it joins again
     */
    public static SourceShare join(
            KafkaAccess kafka,
            String group,
            String topic,
            Deserializer<Decoded<AudioSource>> decoder,
            HeldSources held,
            java.util.function.Consumer<RuntimeException> broken) {
        SourceShare share = new SourceShare(
                () -> kafka.member(group), new ReaderLife(topic, kafka.notes()), topic, decoder, held, broken);
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
        life.end();
        Consumer<String, byte[]> now = consumer;
        if (now != null) {
            now.wakeup();
        }
        try {
            thread.join(LEAVING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        life.run(this::share, broken);
    }

    private void share() throws InterruptedException {
        // Closing the consumer revokes what it owns, and then leaves the group.
        try (Consumer<String, byte[]> member = members.get()) {
            consumer = member;
            member.subscribe(Set.of(topic), new Rebalance());
            boolean isFirst = true;
            while (!life.isEnded()) {
                takeAll(member.poll(POLL));
                if (isFirst) {
                    life.begun();
                    isFirst = false;
                }
                owned.forEach(this::beginIfRead);
            }
        } finally {
            isAssigned = false;
            handOver(Set.copyOf(owned.keySet()));
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
                life.take(record, taken -> take(owned.get(partition), taken));
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

    private void skip(ConsumerRecord<String, byte[]> record, String why) {
        life.skipped(record, "source " + record.key() + ": " + why);
    }

    private void handOver(Collection<TopicPartition> partitions) {
        List<String> ids = partitions.stream()
                .map(owned::remove)
                .filter(sources -> sources != null && sources.isRead())
                .flatMap(sources -> sources.ids().stream())
                .toList();
        held.handOver(ids);
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
            handOver(partitions);
        }
    }
}

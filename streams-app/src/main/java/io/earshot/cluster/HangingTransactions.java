package io.earshot.cluster;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions that their coordinator has ended and a partition still holds open. Nobody reads what is committed behind them, and no
 * task that restores from there starts, for ever. Kafka 4.3.0 to 4.4.0 leaves them behind where a transaction is ended while a
 * partition has no leader, above all when the only broker starts again after a crash (KAFKA-20734). What is found here is what
 * {@code kafka-transactions.sh find-hanging} looks for. For one thread.
 */
public final class HangingTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(HangingTransactions.class);

    private static final int LOOKS_BETWEEN_LISTS = 12;

    private static final Set<TransactionState> ENDED =
            Set.of(TransactionState.EMPTY, TransactionState.COMPLETE_ABORT, TransactionState.COMPLETE_COMMIT);

    private final Predicate<String> topics;
    private final Predicate<String> transactionalIds;
    private Map<TopicPartition, Long> seen = Map.of();
    private Map<TopicPartition, OffsetSpec> latest = Map.of();
    private long looks;
    private boolean isRefused;

    /** What a partition holds open. */
    private record Open(TopicPartition partition, ProducerState producer) {}

    /**
     * @param topics that are looked at, internal ones too
     * @param transactionalIds whose transactions may be ended
     */
    public HangingTransactions(Predicate<String> topics, Predicate<String> transactionalIds) {
        this.topics = topics;
        this.transactionalIds = transactionalIds;
    }

    /**
     * Ends those that this look finds at the place where the last one found them.
     *
     * @return partitions that can be read again
     * @throws org.apache.kafka.common.KafkaException if the brokers do not answer
     */
    public Set<String> end(Admin admin) throws InterruptedException {
        try {
            Map<TopicPartition, Long> held = heldBack(admin);
            List<TopicPartition> same = held.keySet().stream()
                    .filter(partition -> held.get(partition).equals(seen.get(partition)))
                    .toList();
            seen = held;
            return same.isEmpty() ? Set.of() : end(admin, same);
        } catch (ExecutionException e) {
            throw KafkaFailure.of(e);
        }
    }

    /** Partitions whose readers of committed records wait, and where. */
    private Map<TopicPartition, Long> heldBack(Admin admin) throws InterruptedException, ExecutionException {
        // A cluster may have many topics of others.
        if (looks % LOOKS_BETWEEN_LISTS == 0) {
            latest = partitions(admin);
        }
        looks++;
        // First what is committed: what is written between the two questions shows, and is gone at the next look.
        Map<TopicPartition, ListOffsetsResultInfo> committed = admin.listOffsets(
                        latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get();
        Map<TopicPartition, ListOffsetsResultInfo> written =
                admin.listOffsets(latest).all().get();
        Map<TopicPartition, Long> held = new HashMap<>();
        committed.forEach((partition, end) -> {
            if (end.offset() < written.get(partition).offset()) {
                held.put(partition, end.offset());
            }
        });
        return held;
    }

    private Map<TopicPartition, OffsetSpec> partitions(Admin admin) throws InterruptedException, ExecutionException {
        Set<String> names = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get().stream()
                .filter(topics)
                .collect(Collectors.toSet());
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        admin.describeTopics(names)
                .allTopicNames()
                .get()
                .values()
                .forEach(topic -> topic.partitions()
                        .forEach(partition -> partitions.put(
                                new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest())));
        return partitions;
    }

    private Set<String> end(Admin admin, Collection<TopicPartition> partitions)
            throws InterruptedException, ExecutionException {
        List<Open> before = open(admin, partitions);
        Map<Long, TransactionDescription> transactions = transactions(admin, before);
        List<Open> hanging = before.stream()
                .filter(open -> Optional.ofNullable(
                                transactions.get(open.producer().producerId()))
                        .filter(transaction -> isOver(transaction, open))
                        .isPresent())
                .toList();
        // A partition that has it open still, after its coordinator had ended it, never heard of the end.
        List<Open> after = hanging.isEmpty() ? List.of() : open(admin, partitions);
        Set<String> freed = new TreeSet<>();
        for (Open open : hanging) {
            if (after.stream().anyMatch(now -> isSame(now, open)) && isEnded(admin, open)) {
                freed.add(open.partition().toString());
            }
        }
        return freed;
    }

    private static List<Open> open(Admin admin, Collection<TopicPartition> partitions)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, PartitionProducerState> producers =
                admin.describeProducers(partitions).all().get();
        return producers.entrySet().stream()
                .flatMap(entry -> entry.getValue().activeProducers().stream()
                        .filter(producer ->
                                producer.currentTransactionStartOffset().isPresent())
                        .map(producer -> new Open(entry.getKey(), producer)))
                .toList();
    }

    /** By the id of its producer; those of others are left out. */
    private Map<Long, TransactionDescription> transactions(Admin admin, List<Open> open)
            throws InterruptedException, ExecutionException {
        Set<Long> producers =
                open.stream().map(one -> one.producer().producerId()).collect(Collectors.toSet());
        Set<String> ids =
                admin.listTransactions(new ListTransactionsOptions().filterProducerIds(producers)).all().get().stream()
                        .map(TransactionListing::transactionalId)
                        .filter(transactionalIds)
                        .collect(Collectors.toSet());
        return admin.describeTransactions(ids).all().get().values().stream()
                .collect(Collectors.toMap(TransactionDescription::producerId, transaction -> transaction));
    }

    /** Whether the transaction that a partition holds open is none that its coordinator would still end. */
    private static boolean isOver(TransactionDescription transaction, Open open) {
        return ENDED.contains(transaction.state())
                || (transaction.state() == TransactionState.ONGOING
                        && transaction.producerEpoch() > open.producer().producerEpoch()
                        && !transaction.topicPartitions().contains(open.partition()));
    }

    private static boolean isSame(Open now, Open before) {
        return now.partition().equals(before.partition())
                && now.producer().producerId() == before.producer().producerId()
                && now.producer().producerEpoch() == before.producer().producerEpoch()
                && now.producer()
                        .currentTransactionStartOffset()
                        .equals(before.producer().currentTransactionStartOffset());
    }

    private boolean isEnded(Admin admin, Open open) throws InterruptedException, ExecutionException {
        AbortTransactionSpec spec = new AbortTransactionSpec(
                open.partition(),
                open.producer().producerId(),
                (short) open.producer().producerEpoch(),
                open.producer().coordinatorEpoch().orElse(0));
        try {
            admin.abortTransaction(spec).all().get();
            return true;
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof ClusterAuthorizationException)) {
                throw e;
            }
            tellRefused(open);
            return false;
        }
    }

    private void tellRefused(Open open) {
        if (!isRefused) {
            isRefused = true;
            LOG.error(
                    "{} holds a transaction open that has ended (KAFKA-20734): nothing behind offset {} is read. This user may not end it (Alter on the cluster); an administrator can: kafka-transactions.sh abort --topic {} --partition {} --start-offset {}",
                    open.partition(),
                    open.producer().currentTransactionStartOffset().orElse(-1),
                    open.partition().topic(),
                    open.partition().partition(),
                    open.producer().currentTransactionStartOffset().orElse(-1));
        }
    }
}

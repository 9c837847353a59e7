package io.earshot.cluster;

import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.notify.Progress;
import io.earshot.topology.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/** The consumer groups of receivers: where each of them stands in the events. */
public final class ReceiverGroups {
    private final String application;
    private final String events;

    public ReceiverGroups(EarshotConfig config) {
        this.application = config.string(Settings.APPLICATION_ID);
        this.events = new Topics(config.string(Settings.TOPIC_PREFIX)).events().name();
    }

    /** Name of a receiver's group. */
    public String group(String receiverId) {
        return application + "-receiver-" + receiverId;
    }

    /**
     * A receiver is told of what happens from now on. While it is being told, nothing is changed.
     *
     * @return whether it was changed
     */
    public boolean startFromNow(Admin admin, String receiverId) throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
        ends(admin).forEach((partition, end) -> ends.put(partition, new OffsetAndMetadata(end)));
        KafkaFuture<Boolean> changed =
                admin.alterConsumerGroupOffsets(group(receiverId), ends).all().thenApply(nothing -> true);
        return ofGroup(receiverId, changed, ReceiverGroups::isInUse).orElse(false);
    }

    /** Whether it is known where a receiver stands. */
    public boolean isKnown(Admin admin, String receiverId) throws InterruptedException {
        return !offsets(admin, receiverId).isEmpty();
    }

    /**
     * Forgets where a receiver stands.
     *
     * @return whether nobody is being told in its name any more
     */
    public boolean end(Admin admin, String receiverId) throws InterruptedException {
        KafkaFuture<Boolean> ended =
                admin.deleteConsumerGroups(List.of(group(receiverId))).all().thenApply(nothing -> true);
        return ofGroup(receiverId, ended, e -> isInUse(e) || e instanceof GroupIdNotFoundException)
                .orElse(false);
    }

    /** How many events a receiver has neither been told of nor passed over, as far as that is kept; empty: nothing is yet. */
    public Optional<Long> lag(Admin admin, String receiverId) throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> offsets = offsets(admin, receiverId);
        if (offsets.isEmpty()) {
            return Optional.empty();
        }
        long lag = 0;
        for (Map.Entry<TopicPartition, Long> end : ends(admin).entrySet()) {
            OffsetAndMetadata kept = offsets.get(end.getKey());
            lag += kept == null ? 0 : Math.max(0, end.getValue() - kept.offset() - doneBehind(kept));
        }
        return Optional.of(lag);
    }

    private static int doneBehind(OffsetAndMetadata kept) {
        return new Progress(kept.offset(), kept.metadata()).doneBehind();
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets(Admin admin, String receiverId) throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> kept = new HashMap<>();
        ofGroup(
                        receiverId,
                        admin.listConsumerGroupOffsets(group(receiverId)).partitionsToOffsetAndMetadata(),
                        GroupIdNotFoundException.class::isInstance)
                .ifPresent(kept::putAll);
        kept.values().removeIf(Objects::isNull);
        return kept;
    }

    private Map<TopicPartition, Long> ends(Admin admin) throws InterruptedException {
        int partitions = KafkaFailure.get(admin.describeTopics(List.of(events)).allTopicNames(), e -> false)
                .orElseThrow()
                .get(events)
                .partitions()
                .size();
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        for (int i = 0; i < partitions; i++) {
            wanted.put(new TopicPartition(events, i), OffsetSpec.latest());
        }
        Map<TopicPartition, ListOffsetsResultInfo> found =
                KafkaFailure.get(admin.listOffsets(wanted).all(), e -> false).orElseThrow();
        return found.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    /** Kafka does not always say which group it was. */
    private <T> Optional<T> ofGroup(String receiverId, KafkaFuture<T> answer, Predicate<Throwable> isExpected)
            throws InterruptedException {
        try {
            return KafkaFailure.get(answer, isExpected);
        } catch (GroupAuthorizationException e) {
            throw MissingRightException.ofGroup("Read, Describe, Delete", group(receiverId));
        }
    }

    private static boolean isInUse(Throwable e) {
        return e instanceof GroupNotEmptyException || e instanceof UnknownMemberIdException;
    }
}

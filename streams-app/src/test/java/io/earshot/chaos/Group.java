package io.earshot.chaos;

import io.earshot.topology.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** The group of an installation's taggers, seen by the broker. */
final class Group {
    private static final long LOOK_AGAIN_MILLIS = 200;

    private final Admin admin;
    private final String id;
    private final Topics topics;

    private Group(Admin admin, String id, Topics topics) {
        this.admin = admin;
        this.id = id;
        this.topics = topics;
    }

    /** The group of the installation whose topics begin so; other settings are the defaults. */
    static Group named(Admin admin, String prefix) {
        return new Group(admin, prefix + "earshot", new Topics(prefix));
    }

    /** Partitions of audio by member. */
    Map<String, Set<String>> assignment() throws IOException, InterruptedException {
        ConsumerGroupDescription group =
                get(admin.describeConsumerGroups(List.of(id)).describedGroups().get(id));
        Map<String, Set<String>> assignment = new TreeMap<>();
        group.members()
                .forEach(member -> assignment.put(
                        member.consumerId(),
                        member.assignment().topicPartitions().stream()
                                .map(TopicPartition::toString)
                                .collect(Collectors.toSet())));
        return assignment;
    }

    /** Records of audio that wait. */
    long lag() throws IOException, InterruptedException {
        Map<TopicPartition, Long> ends = ends(partitions(topics.audioChunks().name()), IsolationLevel.READ_UNCOMMITTED);
        Map<TopicPartition, OffsetAndMetadata> done =
                get(admin.listConsumerGroupOffsets(id).partitionsToOffsetAndMetadata());
        long lag = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            OffsetAndMetadata offset = done.get(end.getKey());
            lag += end.getValue() - (offset == null ? 0 : offset.offset());
        }
        return lag;
    }

    /** Waits until all audio is tagged and all that was written is committed. */
    void awaitAllTagged(Duration most) throws IOException, InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (lag() > 0 || isTransactionOpen()) {
            if (System.nanoTime() > end) {
                throw new IOException(lag() + " records of audio still wait after " + most);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    private boolean isTransactionOpen() throws IOException, InterruptedException {
        for (Topics.Topic topic : List.of(topics.segments(), topics.events(), topics.nearMisses(), topics.coverage())) {
            List<TopicPartition> partitions = partitions(topic.name());
            if (!ends(partitions, IsolationLevel.READ_COMMITTED)
                    .equals(ends(partitions, IsolationLevel.READ_UNCOMMITTED))) {
                return true;
            }
        }
        return false;
    }

    private Map<TopicPartition, Long> ends(List<TopicPartition> partitions, IsolationLevel isolation)
            throws IOException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        get(admin.listOffsets(latest, new ListOffsetsOptions(isolation)).all())
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private static List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, Rig.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    private static <T> T get(KafkaFuture<T> answer) throws IOException, InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IOException("the broker answered: " + e.getCause().getMessage(), e.getCause());
        }
    }
}

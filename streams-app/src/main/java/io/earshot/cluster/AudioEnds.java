package io.earshot.cluster;

import io.earshot.topology.PartitionEnds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the brokers once a second where the partitions of a topic end, on a thread of its own. What was asked more than some
 * seconds ago is not known any more.
 */
public final class AudioEnds implements PartitionEnds, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AudioEnds.class);
    private static final long BETWEEN_MILLIS = 1_000;
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Admin admin;
    private final String topic;
    private final Map<Integer, End> ends = new ConcurrentHashMap<>();
    private final Thread thread;
    private Map<TopicPartition, OffsetSpec> asked = Map.of();

    private record End(long offset, long askedNanos) {}

    private AudioEnds(Admin admin, String topic) {
        this.admin = admin;
        this.topic = topic;
        this.thread = new Thread(this::run, "audio-ends");
        thread.setDaemon(true);
    }

    /**
     * Begins to ask.
     *
     * @throws KafkaException if nothing listens at the brokers' addresses
     */
    public static AudioEnds follow(KafkaAccess kafka, String topic) {
        AudioEnds ends = new AudioEnds(kafka.admin(), topic);
        ends.thread.start();
        return ends;
    }

    @Override
    public OptionalLong newest(int partition) {
        End end = ends.get(partition);
        return end == null || System.nanoTime() - end.askedNanos() > KEPT_NANOS
                ? OptionalLong.empty()
                : OptionalLong.of(end.offset());
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                ask();
                Thread.sleep(BETWEEN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Each partition by itself: the brokers of some may be away. */
    private void ask() throws InterruptedException {
        try {
            if (asked.isEmpty()) {
                asked = partitions();
            }
        } catch (ExecutionException | KafkaException e) {
            LOG.debug("the partitions of {} are not known: {}", topic, e.toString());
            return;
        }
        long now = System.nanoTime();
        ListOffsetsResult answer = admin.listOffsets(asked, new ListOffsetsOptions().timeoutMs(TIMEOUT_MILLIS));
        for (TopicPartition partition : asked.keySet()) {
            var unused = answer.partitionResult(partition).whenComplete((info, e) -> {
                if (info != null) {
                    ends.put(partition.partition(), new End(info.offset(), now));
                }
            });
        }
    }

    private Map<TopicPartition, OffsetSpec> partitions() throws InterruptedException, ExecutionException {
        int count = admin.describeTopics(List.of(topic))
                .topicNameValues()
                .get(topic)
                .get()
                .partitions()
                .size();
        return IntStream.range(0, count)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toUnmodifiableMap(partition -> partition, partition -> OffsetSpec.latest()));
    }

    @Override
    public void close() {
        thread.interrupt();
        admin.close(Duration.ofSeconds(1));
    }
}

package io.earshot.chaos;

import io.earshot.cluster.KafkaAccess;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.topology.Topics;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads what is committed of events, near misses, coverage, segments and dead letters, and writes a line for each record. A line on
 * standard input has it read to the ends as they are then, and end; the end of input is an end at once.
 */
public final class ReaderProgram {
    private static final Duration POLL = Duration.ofMillis(50);

    private final Consumer<String, byte[]> consumer;
    private final HeardRecords records;
    private final BufferedWriter out;
    private final List<TopicPartition> partitions;

    private ReaderProgram(Consumer<String, byte[]> consumer, Topics topics, BufferedWriter out) {
        this.consumer = consumer;
        this.records = new HeardRecords(topics);
        this.out = out;
        this.partitions =
                List.of(
                                topics.segments(),
                                topics.events(),
                                topics.nearMisses(),
                                topics.coverage(),
                                topics.deadLetters())
                        .stream()
                        .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
    }

    /** @param arguments brokers, prefix of topics, file to write, and milliseconds to rest between two polls */
    public static void main(String[] arguments) throws Exception {
        EarshotConfig config = EarshotConfig.of(Map.of(
                Settings.BOOTSTRAP_SERVERS,
                arguments[0],
                Settings.TOPIC_PREFIX,
                arguments[1],
                "kafka.max.poll.records",
                "200",
                "kafka.reconnect.backoff.max.ms",
                "200"));
        try (Consumer<String, byte[]> consumer = new KafkaAccess(config).reader();
                BufferedWriter out = Files.newBufferedWriter(Path.of(arguments[2]), StandardCharsets.UTF_8)) {
            ReaderProgram reader = new ReaderProgram(consumer, new Topics(arguments[1]), out);
            reader.read(Long.parseLong(arguments[3]));
        }
    }

    private void read(long restMillis) throws IOException, InterruptedException {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        System.out.println("reading");
        while (System.in.available() == 0) {
            poll();
            TimeUnit.MILLISECONDS.sleep(restMillis);
        }
        if (System.in.read() == -1) {
            return;
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
            poll();
        }
        System.out.println("read");
    }

    private void poll() throws IOException {
        try {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                out.write(records.of(record, System.currentTimeMillis()).line());
                out.newLine();
            }
        } catch (KafkaException away) {
            // A broker that is away is the point of the exercise; the position is kept, and the next poll goes on.
            System.err.println(away.getMessage());
        }
        out.flush();
    }
}

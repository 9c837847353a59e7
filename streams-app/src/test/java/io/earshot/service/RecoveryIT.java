package io.earshot.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import io.earshot.cluster.KafkaAccess;
import io.earshot.ingest.ChunkPublisher;
import io.earshot.topology.Topics;
import io.earshot.wire.WireSerdes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long sources are not heard when one of two services is killed with SIGKILL: from the kill to the first committed segment
 * of the last source that moved. One kill; {@code -Dearshot.recovery.kills=10} prints what ten take,
 * {@code -Dearshot.recovery.bootstrap=HOST:PORT} on a broker that runs somewhere, {@code -Dearshot.served.classpath} with the
 * services of another build.
 */
@Tag("chaos") // it measures time, which a busy machine does not give
class RecoveryIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int SOURCES = 8;
    private static final int CHUNK_MILLIS = 480;
    private static final PcmFormat FORMAT = new PcmFormat(16_000, 1, SampleEncoding.S16);
    private static final int CHUNK_SAMPLES = FORMAT.sampleRateHz() * CHUNK_MILLIS / 1000;
    private static final String BOOTSTRAP = System.getProperty("earshot.recovery.bootstrap", "");
    private static final int KILLS = Integer.getInteger("earshot.recovery.kills", 1);

    /** Session time-out and a heartbeat, the taking over, and the machine of a build that does other things. */
    private static final double WORST_SECONDS = 10;

    @TempDir
    private Path folder;

    private final ScheduledExecutorService studio = Executors.newScheduledThreadPool(2);
    private final ConcurrentMap<String, Long> newestNanos = new ConcurrentHashMap<>();
    private final Map<String, Long> positions = new HashMap<>();
    private final Random noise = new Random(19);
    private Cluster cluster;
    private Consumer<String, byte[]> segments;
    private Producer<String, AudioChunk> producer;
    private int started;

    @BeforeEach
    void play() throws Exception {
        Map<String, String> own = Map.of("topic.prefix", "recovery" + System.nanoTime() + ".");
        cluster = BOOTSTRAP.isEmpty() ? new Cluster(folder.resolve("broker"), own) : Cluster.at(BOOTSTRAP, own);
        KafkaAccess kafka = new KafkaAccess(cluster.config());
        WireSerdes wire = WireSerdes.of(Map.of());
        Topics topics = new Topics(cluster.config().string("topic.prefix"));
        producer = kafka.producer(wire.audioChunks().serializer());
        ChunkPublisher publisher =
                new ChunkPublisher(producer, topics.audioChunks().name());
        segments = kafka.reader();
        List<TopicPartition> partitions = IntStream.range(0, 4)
                .mapToObj(number -> new TopicPartition(topics.segments().name(), number))
                .toList();
        studio.execute(() -> read(partitions));
        var unused = studio.scheduleAtFixedRate(() -> play(publisher), 0, CHUNK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        segments.wakeup();
        studio.shutdown();
        assertThat(studio.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        producer.close();
        cluster.close();
    }

    @Test
    void shouldHearMovedSourcesAgainWithinSecondsAfterAKill() throws Exception {
        List<Double> seconds = new ArrayList<>();
        EarshotProcess one = serve();
        EarshotProcess other = serve();
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                awaitAllHeardByBoth();
                one.kill();
                seconds.add(secondsUntilAllAreHeard());
                one = other;
                other = serve();
            }
            awaitAllHeardByBoth();
            shouldMoveNothingWhileAProcessStandsStillForTwoSeconds(one);
        } finally {
            one.close();
            other.close();
        }
        print(seconds);
        assertThat(seconds).allMatch(each -> each < WORST_SECONDS || KILLS > 1);
    }

    private void shouldMoveNothingWhileAProcessStandsStillForTwoSeconds(EarshotProcess frozen) throws Exception {
        Map<String, String> before = assignment();
        signal("-STOP", frozen);
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
            await().atMost(PATIENCE).until(() -> System.nanoTime() >= end);
        } finally {
            signal("-CONT", frozen);
        }
        double seconds = secondsUntilAllAreHeard();
        System.out.printf(Locale.ROOT, "after a freeze of 2 s: heard again within %.1f s%n", seconds);
        assertThat(assignment()).isEqualTo(before);
    }

    private static void signal(String name, EarshotProcess process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("bash", "-c", "kill " + name + " " + process.pid())
                        .start()
                        .waitFor())
                .isZero();
    }

    /** From now on. What was committed before comes within a moment. */
    private double secondsUntilAllAreHeard() {
        long begin = System.nanoTime();
        long settled = begin + TimeUnit.MILLISECONDS.toNanos(400);
        Map<String, Long> first = new TreeMap<>();
        await().pollInterval(Duration.ofMillis(20)).atMost(PATIENCE).until(() -> {
            newestNanos.forEach((source, nanos) -> {
                if (nanos > settled) {
                    first.putIfAbsent(source, nanos);
                }
            });
            return first.size() == SOURCES;
        });
        return (Collections.max(first.values()) - begin) / 1e9;
    }

    private void awaitAllHeardByBoth() throws Exception {
        await().atMost(PATIENCE)
                .until(() -> new java.util.HashSet<>(assignment().values()).size() == 2);
        secondsUntilAllAreHeard();
        secondsUntilAllAreHeard();
    }

    /** Member by partition of the audio. */
    private Map<String, String> assignment() throws Exception {
        Map<String, String> members = new TreeMap<>();
        String group = cluster.config().string("application.id");
        try (Admin admin = new KafkaAccess(cluster.config()).admin()) {
            admin.describeConsumerGroups(List.of(group))
                    .all()
                    .get()
                    .get(group)
                    .members()
                    .forEach(member -> member.assignment().topicPartitions().forEach(partition -> {
                        String process = member.clientId().replaceFirst("-StreamThread-.*", "");
                        members.put(partition.toString(), process);
                    }));
        } catch (ExecutionException e) {
            assertThat(e).as("nobody has joined yet").hasCauseInstanceOf(GroupIdNotFoundException.class);
        }
        return members;
    }

    private EarshotProcess serve() throws IOException {
        return EarshotProcess.serve(folder, "service-" + started++, cluster);
    }

    private void read(List<TopicPartition> partitions) {
        try (Consumer<String, byte[]> segments = this.segments) {
            segments.assign(partitions);
            segments.seekToEnd(partitions);
            while (!studio.isShutdown()) {
                for (ConsumerRecord<String, byte[]> record : segments.poll(Duration.ofMillis(100))) {
                    newestNanos.put(record.key(), System.nanoTime());
                }
            }
        } catch (WakeupException closed) {
            assertThat(studio.isShutdown() || closed != null).isTrue();
        }
    }

    /** Live noise, a chunk of each source. */
    private void play(ChunkPublisher publisher) {
        for (int i = 0; i < SOURCES; i++) {
            String source = "studio-" + i;
            byte[] payload = new byte[CHUNK_SAMPLES * FORMAT.frameBytes()];
            noise.nextBytes(payload);
            long at = positions.merge(source, (long) CHUNK_SAMPLES, Long::sum) - CHUNK_SAMPLES;
            publisher.publish(AudioChunk.audio(source, Recordings.EPOCH, at, Recordings.EPOCH, FORMAT, payload));
        }
    }

    private static void print(List<Double> seconds) {
        List<Double> sorted = seconds.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "recovery after %d kills: median %.1f s, worst %.1f s, all %s%n",
                seconds.size(),
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() - 1),
                sorted.stream()
                        .map(each -> String.format(Locale.ROOT, "%.1f", each))
                        .toList());
    }
}

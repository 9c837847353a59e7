package io.earshot.lab.live;

import io.earshot.cluster.KafkaAccess;
import io.earshot.segment.HopGrid;
import io.earshot.segment.HopSpan;
import io.earshot.wire.StoredSegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * How long it takes from the capture of the last sample of the chunk that completes a hop until the hop's segment can be read as
 * committed. Events are committed with the segment that opens or closes them, so that this is their latency, too.
 */
final class Latencies implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);

    private final HopGrid grid;
    private final String topic;
    private final Deserializer<StoredSegment> decoder;
    private final int chunkMillis;
    private final Consumer<String, byte[]> consumer;
    private final Thread thread = new Thread(this::read, "latencies");
    private final List<Double> millis = new ArrayList<>();
    private boolean isMeasuring;

    private Latencies(
            KafkaAccess kafka, HopGrid grid, String topic, Deserializer<StoredSegment> decoder, int chunkMillis) {
        this.grid = grid;
        this.topic = topic;
        this.decoder = decoder;
        this.chunkMillis = chunkMillis;
        this.consumer = kafka.reader();
    }

    /** Follows the topic of segments. */
    static Latencies follow(
            KafkaAccess kafka, HopGrid grid, String topic, Deserializer<StoredSegment> decoder, int chunkMillis) {
        Latencies latencies = new Latencies(kafka, grid, topic, decoder, chunkMillis);
        latencies.thread.start();
        return latencies;
    }

    private void read() {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        try {
            while (true) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    take(record, System.currentTimeMillis());
                }
            }
        } catch (WakeupException e) {
            consumer.close();
        }
    }

    private synchronized void take(ConsumerRecord<String, byte[]> record, long nowMillis) {
        if (isMeasuring) {
            HopSpan span = decoder.deserialize(topic, record.value()).segment().span();
            millis.add(nowMillis - capturedMicros(span) / 1e3);
        }
    }

    /** Capture time of the end of the chunk that completes a hop. */
    private long capturedMicros(HopSpan span) {
        int lead = grid.spreadLeadFrames(span.sourceId());
        long neededMicros =
                grid.windowEndSample(lead, span.gridIndex()) * TimeUnit.SECONDS.toMicros(1) / grid.sampleRateHz();
        long chunkMicros = TimeUnit.MILLISECONDS.toMicros(chunkMillis);
        return span.epochStartMicros() + (neededMicros + chunkMicros - 1) / chunkMicros * chunkMicros;
    }

    synchronized void begin() {
        isMeasuring = true;
    }

    /** Milliseconds, one a hop, in order. */
    synchronized List<Double> end() {
        isMeasuring = false;
        return millis.stream().sorted().toList();
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.earshot.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.SegmentEmbedding;
import io.earshot.match.EncodedSegment;
import io.earshot.segment.HopSpan;
import io.earshot.wire.StoredSegment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;

class ArchiveReadingTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final TopicPartition FIRST = new TopicPartition("segments", 0);
    private static final TopicPartition SECOND = new TopicPartition("segments", 1);

    private final Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> kept = new HashMap<>();
    private final List<String> heard = new ArrayList<>();

    @Test
    void shouldReadTheRangesOfTheWantedSourcesInTheirOrder() {
        keep(FIRST, "yard", "0");
        keep(FIRST, "yard", "1");
        keep(FIRST, "attic", "2");
        keep(FIRST, "yard", "3");
        keep(FIRST, "yard", "4");
        keep(SECOND, "yard-2", "0");
        ArchiveReading reading = reading(Map.of(FIRST, range(1, 4), SECOND, range(0, 1)), LONG);

        assertThat(read(reading)).isEqualTo(1);
        assertThat(heard).containsExactlyInAnyOrder("yard 1", "yard 3", "yard-2 0");
        assertThat(heard.indexOf("yard 1")).isLessThan(heard.indexOf("yard 3"));
    }

    @Test
    void shouldReadTheSameAgain() {
        keep(FIRST, "yard", "0");
        keep(FIRST, "yard", "1");
        ArchiveReading reading = reading(Map.of(FIRST, range(0, 2)), LONG);
        read(reading);
        List<String> first = List.copyOf(heard);
        heard.clear();
        read(reading);

        assertThat(heard).isEqualTo(first).hasSize(2);
    }

    @Test
    void shouldLeaveOutWhatCannotBeRead() {
        keep(FIRST, "yard", "0");
        keep(FIRST, "yard", "garbage");
        keep(FIRST, null, "2");
        keep(FIRST, "yard", null);
        keep(FIRST, "yard", "4");

        assertThat(read(reading(Map.of(FIRST, range(0, 5)), LONG))).isEqualTo(1);
        assertThat(heard).containsExactly("yard 0", "yard 4");
    }

    @Test
    void shouldSayHowFarItCameWhenTheTimeIsUp() {
        keep(FIRST, "yard", "0");

        assertThat(read(reading(Map.of(FIRST, range(0, 1)), Duration.ZERO))).isZero();
        assertThat(heard).isEmpty();
    }

    @Test
    void shouldBeDoneAtOnceWhereThereIsNothing() {
        assertThat(read(reading(Map.of(FIRST, range(3, 3)), LONG))).isEqualTo(1);
        assertThat(read(reading(Map.of(), LONG))).isEqualTo(1);
    }

    private double read(ArchiveReading reading) {
        return reading.read((digest, segment) ->
                heard.add(segment.span().sourceId() + " " + segment.span().gridIndex()));
    }

    private void keep(TopicPartition partition, String source, String value) {
        List<ConsumerRecord<String, byte[]>> records = kept.computeIfAbsent(partition, first -> new ArrayList<>());
        byte[] bytes = value == null ? null : (source + " " + value).getBytes(StandardCharsets.UTF_8);
        records.add(new ConsumerRecord<>("segments", partition.partition(), records.size(), source, bytes));
    }

    private static ArchiveReading.Range range(long from, long to) {
        return new ArchiveReading.Range(from, to);
    }

    private ArchiveReading reading(Map<TopicPartition, ArchiveReading.Range> ranges, Duration patience) {
        Map<TopicPartition, ArchiveReading.Range> inOrder = new TreeMap<>(ArchiveReading.IN_ORDER);
        inOrder.putAll(ranges);
        return new ArchiveReading(new FilledConsumer(), inOrder, id -> id.startsWith("yard"), decoder(), patience);
    }

    private static Deserializer<StoredSegment> decoder() {
        return (topic, bytes) -> {
            String[] words = new String(bytes, StandardCharsets.UTF_8).split(" ", 2);
            if (!words[1].matches("\\d+")) {
                throw new SerializationException("no segment");
            }
            HopSpan span = new HopSpan(words[0], 1, Long.parseLong(words[1]), 0, 0, 0, 1, false, 1);
            Embedding nothing = new Embedding(new float[0], new float[0]);
            return new StoredSegment(
                    "ours", new EncodedSegment(span, new SegmentEmbedding(nothing, new float[0]), -20));
        };
    }

    /** Has what was kept whenever it is assigned. */
    private final class FilledConsumer extends MockConsumer<String, byte[]> {
        FilledConsumer() {
            super("earliest");
        }

        @Override
        public synchronized void assign(Collection<TopicPartition> partitions) {
            super.assign(partitions);
            for (TopicPartition partition : partitions) {
                updateBeginningOffsets(Map.of(partition, 0L));
                kept.getOrDefault(partition, List.of()).forEach(this::addRecord);
            }
        }
    }
}

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
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeptSegmentsTest {
    private static final String TOPIC = "segments";
    private static final long NOON = 1_700_000_000;
    private static final long HOUR = 3_600;
    private static final long YEAR = 365 * 24 * HOUR;

    private final List<List<ConsumerRecord<String, byte[]>>> partitions = new ArrayList<>(List.of(new ArrayList<>()));
    private final List<String> heard = new ArrayList<>();

    /** How three seconds of audio came to the topic. */
    enum Way {
        LIVE(100, 100),
        LATE(100, 2 * HOUR),
        RECORDING(-YEAR, 2 * HOUR),
        CLOCK_AHEAD(10 * HOUR, 100);

        private final long heard;
        private final long appended;

        Way(long heard, long appended) {
            this.heard = heard;
            this.appended = appended;
        }
    }

    /** Other audio of the source is appended before and after, live and as a recording of a year before. */
    @ParameterizedTest
    @EnumSource
    void shouldFindAudioByItsTimeHoweverItCame(Way way) {
        live(0, 10);
        if (way.appended < HOUR) {
            keep(way.appended, "yard", way.heard, 3);
        }
        live(HOUR, HOUR + 10);
        if (way.appended > HOUR) {
            keep(way.appended, "yard", way.heard, 3);
            keep(way.appended + 10, "yard", -2 * YEAR, 3);
        }
        live(3 * HOUR, 3 * HOUR + 10);

        SegmentsFound found = kept().around("yard", micros(way.heard) - 500_000, micros(way.heard + 2));
        assertThat(found.segments())
                .extracting(stored -> stored.segment().span().gridIndex() - way.heard)
                .containsExactly(0L, 1L, 2L);
        try (KeptSince since = kept().since(List.of("yard"), "yard"::equals, micros(way.heard) - 1)) {
            read(since);
        }
        assertThat(heard).contains("yard " + way.heard, "yard " + (way.heard + 1), "yard " + (way.heard + 2));
    }

    @Test
    void shouldSayWhatIsKnownOfASourceWhoseAudioHasAGap() {
        live(0, 10);
        live(HOUR, HOUR + 10);

        SegmentsFound found = kept().around("yard", micros(100), micros(110));
        assertThat(found.segments()).isEmpty();
        assertThat(found.reachesBack()).isTrue();
        assertThat(found.latestMicros()).isEqualTo(micros(HOUR + 10));
        assertThat(kept().around("attic", micros(0), micros(10)).knowsSource()).isFalse();
    }

    @Test
    void shouldReadTheWantedSourcesSinceATimeInTheirOrder() {
        keep(0, "yard", 0, 1);
        keep(200, "yard", 200, 1);
        keep(201, "attic", 201, 1);
        keep(202, "yard", 202, 1);
        partitions.add(new ArrayList<>());
        keep(203, "yard-2", 203, 1);

        assertThat(read(kept().since(List.of("yard*"), id -> id.startsWith("yard"), micros(150))))
                .isEqualTo(1);
        assertThat(heard).containsExactlyInAnyOrder("yard 200", "yard 202", "yard-2 203");
        assertThat(heard.indexOf("yard 200")).isLessThan(heard.indexOf("yard 202"));
        assertThat(kept().lately()).containsExactly("attic", "yard", "yard-2");
    }

    @Test
    void shouldReadTheSameAgain() {
        keep(0, "yard", 0, 2);
        KeptSince since = kept().since(List.of("yard"), id -> true, 0);
        read(since);
        List<String> first = List.copyOf(heard);
        heard.clear();
        read(since);

        assertThat(heard).isEqualTo(first).hasSize(2);
    }

    @Test
    void shouldLeaveOutWhatCannotBeRead() {
        keep(0, "yard", 0, 1);
        append(1, "yard", "garbage");
        append(2, null, "2");
        append(3, "yard", null);
        keep(4, "yard", 4, 1);

        assertThat(read(kept().since(List.of(), id -> true, 0))).isEqualTo(1);
        assertThat(heard).containsExactly("yard 0", "yard 4");
    }

    @Test
    void shouldSayHowFarItCameWhenTheTimeIsUp() {
        keep(0, "yard", 0, 1);
        KeptSince since =
                new KeptSince(new TopicRead(new FilledConsumer(), TOPIC), 0, id -> true, decoder(), Duration.ZERO);

        assertThat(read(since)).isZero();
        assertThat(heard).isEmpty();
    }

    @Test
    void shouldBeDoneAtOnceWhereThereIsNothing() {
        assertThat(read(kept().since(List.of(), id -> true, 0))).isEqualTo(1);
        partitions.clear();
        assertThat(read(kept().since(List.of(), id -> true, 0))).isEqualTo(1);
        assertThat(kept().lately()).isEmpty();
    }

    private double read(KeptSince since) {
        return since.read((digest, segment) ->
                heard.add(segment.span().sourceId() + " " + segment.span().gridIndex()));
    }

    private void live(long fromSecond, long toSecond) {
        LongStream.rangeClosed(fromSecond, toSecond).forEach(second -> keep(second, "yard", second, 1));
    }

    /** Hops of a second each, appended at once; the first ends at a second. */
    private void keep(long appendSecond, String source, long heardSecond, int hops) {
        for (int hop = 0; hop < hops; hop++) {
            append(appendSecond, source, Long.toString(heardSecond + hop));
        }
    }

    private void append(long second, String source, String value) {
        List<ConsumerRecord<String, byte[]>> records = partitions.get(partitions.size() - 1);
        records.add(new ConsumerRecord<>(
                TOPIC,
                partitions.size() - 1,
                records.size(),
                micros(second) / 1_000,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                source,
                value == null ? null : (source + " " + value).getBytes(StandardCharsets.UTF_8),
                new RecordHeaders(),
                Optional.empty()));
    }

    private static long micros(long second) {
        return (NOON + second) * 1_000_000;
    }

    private KeptSegments kept() {
        return new KeptSegments(FilledConsumer::new, TOPIC, decoder());
    }

    private static Deserializer<StoredSegment> decoder() {
        return (topic, bytes) -> {
            String[] words = new String(bytes, StandardCharsets.UTF_8).split(" ", 2);
            if (!words[1].matches("-?\\d+")) {
                throw new SerializationException("no segment");
            }
            long second = Long.parseLong(words[1]);
            long end = micros(second);
            HopSpan span = new HopSpan(words[0], 1, second, 0, end - 2_000_000, end - 1_000_000, end, false, 1);
            Embedding nothing = new Embedding(new float[0], new float[0]);
            return new StoredSegment(
                    "ours", new EncodedSegment(span, new SegmentEmbedding(nothing, new float[0]), -20));
        };
    }

    /** Has what was kept whenever it is assigned. */
    private final class FilledConsumer extends MockConsumer<String, byte[]> {
        FilledConsumer() {
            super("earliest");
            List<PartitionInfo> infos = new ArrayList<>();
            for (int number = 0; number < partitions.size(); number++) {
                infos.add(new PartitionInfo(TOPIC, number, null, null, null));
                TopicPartition partition = new TopicPartition(TOPIC, number);
                updateBeginningOffsets(Map.of(partition, 0L));
                updateEndOffsets(Map.of(partition, (long) partitions.get(number).size()));
            }
            updatePartitions(TOPIC, infos);
        }

        @Override
        public synchronized void assign(Collection<TopicPartition> assigned) {
            super.assign(assigned);
            assigned.forEach(partition -> partitions.get(partition.partition()).forEach(this::addRecord));
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
            Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
            times.forEach((partition, millis) -> found.put(
                    partition,
                    partitions.get(partition.partition()).stream()
                            .filter(record -> record.timestamp() >= millis)
                            .findFirst()
                            .map(record -> new OffsetAndTimestamp(record.offset(), record.timestamp()))
                            .orElse(null)));
            return found;
        }
    }
}

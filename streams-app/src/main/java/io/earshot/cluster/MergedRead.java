package io.earshot.cluster;

import io.earshot.history.Page;
import io.earshot.history.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The records of all partitions in one order, that of their append times: newest or oldest first. Those of one partition stay
 * in their order. Reads no more than is asked for, but for a block of each partition.
 */
final class MergedRead {
    private static final Comparator<TopicPartition> BY_NUMBER = Comparator.comparingInt(TopicPartition::partition);

    /** For one block of each partition. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TopicRead read;
    private final boolean isBackward;
    private final SortedMap<TopicPartition, Lane> lanes = new TreeMap<>(BY_NUMBER);

    private MergedRead(TopicRead read, boolean isBackward) {
        this.read = read;
        this.isBackward = isBackward;
    }

    /**
     * Newest first.
     *
     * @param before where to begin
     * @param floor the last record
     */
    static MergedRead backward(TopicRead read, Map<TopicPartition, Long> before, Map<TopicPartition, Long> floor) {
        MergedRead merged = new MergedRead(read, true);
        before.forEach((partition, offset) ->
                merged.lanes.put(partition, Lane.backward(offset, floor.getOrDefault(partition, 0L))));
        return merged;
    }

    /** Oldest first, from a place to before another. */
    static MergedRead forward(TopicRead read, Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        MergedRead merged = new MergedRead(read, false);
        from.forEach((partition, offset) -> merged.lanes.put(partition, Lane.forward(offset, to.get(partition))));
        return merged;
    }

    /** Takes the next record; empty at the end, or when it is too late. */
    Optional<ConsumerRecord<String, byte[]>> next(BooleanSupplier isLate) {
        load(isLate);
        Optional<Lane> first = Optional.empty();
        if (lanes.values().stream().noneMatch(Lane::needsMore)) {
            for (Lane lane : lanes.values()) {
                if (lane.head().isPresent()
                        && first.map(other -> isSooner(lane, other)).orElse(true)) {
                    first = Optional.of(lane);
                }
            }
        }
        return first.map(lane -> {
            ConsumerRecord<String, byte[]> record = lane.head().orElseThrow();
            lane.takeHead();
            return record;
        });
    }

    private boolean isSooner(Lane lane, Lane other) {
        long time = lane.head().orElseThrow().timestamp();
        long otherTime = other.head().orElseThrow().timestamp();
        return isBackward ? time > otherTime : time < otherTime;
    }

    /** Whether every record was taken. */
    boolean isDone() {
        return lanes.values().stream().allMatch(lane -> lane.head().isEmpty() && !lane.needsMore());
    }

    /** Where reading goes on. */
    Place place() {
        Map<Integer, Long> next = new HashMap<>();
        lanes.forEach((partition, lane) -> next.put(partition.partition(), lane.place()));
        return Place.of(next);
    }

    private void load(BooleanSupplier isLate) {
        while (lanes.values().stream().anyMatch(Lane::needsMore) && !isLate.getAsBoolean()) {
            Map<TopicPartition, Lane.Block> blocks = new HashMap<>();
            lanes.forEach((partition, lane) -> {
                if (lane.needsMore()) {
                    blocks.put(partition, lane.nextBlock());
                }
            });
            loadBlocks(blocks);
        }
    }

    /** Whole or not at all, so that a lane never has a hole. */
    private void loadBlocks(Map<TopicPartition, Lane.Block> blocks) {
        Map<TopicPartition, Long> from = new HashMap<>(read.end());
        Map<TopicPartition, Long> to = new HashMap<>(read.end());
        blocks.forEach((partition, block) -> {
            from.put(partition, block.from());
            to.put(partition, block.to());
        });
        double part = read.read(
                from,
                to,
                TopicRead.after(PATIENCE),
                record -> lanes.get(new TopicPartition(record.topic(), record.partition()))
                        .load(record));
        if (part < 1) {
            throw new TimeoutException("the brokers did not answer within " + PATIENCE.toSeconds() + " s");
        }
        blocks.forEach((partition, block) -> lanes.get(partition).loaded(block));
    }

    /**
     * A page of what a function makes of the records, newest first.
     *
     * @param take empty: the record is none of the list
     */
    <T> Page<T> page(int limit, BooleanSupplier isLate, Function<ConsumerRecord<String, byte[]>, Optional<T>> take) {
        List<T> items = new ArrayList<>();
        while (items.size() < limit) {
            Optional<ConsumerRecord<String, byte[]>> record = next(isLate);
            if (record.isEmpty()) {
                break;
            }
            take.apply(record.get()).ifPresent(items::add);
        }
        return new Page<>(items, isDone() ? Optional.empty() : Optional.of(place()));
    }

    /** The places that a cursor names, in those partitions that are read. */
    static Map<TopicPartition, Long> at(TopicRead read, Optional<Place> cursor) {
        Map<TopicPartition, Long> at = new HashMap<>(read.end());
        cursor.ifPresent(place -> at.replaceAll(
                (partition, end) -> Math.min(end, place.next().getOrDefault(partition.partition(), end))));
        return at;
    }

    /** Offsets by partition number, as a place. */
    static Place place(Map<TopicPartition, Long> offsets) {
        Map<Integer, Long> next = new HashMap<>();
        offsets.forEach((partition, offset) -> next.put(partition.partition(), offset));
        return Place.of(next);
    }
}

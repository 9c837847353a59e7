package io.earshot.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One partition, read in blocks towards its beginning or its end. */
final class Lane {
    private static final int FIRST_BLOCK = 64;
    private static final int MAX_BLOCK = 4_096;

    private final boolean isBackward;
    private final long last;
    private final Deque<ConsumerRecord<String, byte[]>> loaded = new ArrayDeque<>();
    private long loadedTo;
    private int block = FIRST_BLOCK;

    private Lane(boolean isBackward, long from, long to) {
        this.isBackward = isBackward;
        this.loadedTo = from;
        this.last = to;
    }

    /** Begins before an offset, and ends with another. */
    static Lane backward(long before, long floor) {
        return new Lane(true, before, Math.min(before, floor));
    }

    /** Begins with an offset, and ends before another. */
    static Lane forward(long from, long to) {
        return new Lane(false, from, Math.max(from, to));
    }

    boolean needsMore() {
        return loaded.isEmpty() && loadedTo != last;
    }

    /** Offsets of the next block to load, end exclusive. */
    Block nextBlock() {
        return isBackward
                ? new Block(Math.max(last, loadedTo - block), loadedTo)
                : new Block(loadedTo, Math.min(last, loadedTo + block));
    }

    /** A block of offsets, end exclusive. */
    record Block(long from, long to) {}

    /** A record of the block that is loaded; called in the order of the topic. */
    void load(ConsumerRecord<String, byte[]> record) {
        if (isBackward) {
            loaded.addFirst(record);
        } else {
            loaded.addLast(record);
        }
    }

    /** The block is loaded. */
    void loaded(Block done) {
        loadedTo = isBackward ? done.from() : done.to();
        block = Math.min(MAX_BLOCK, 2 * block);
    }

    Optional<ConsumerRecord<String, byte[]>> head() {
        return Optional.ofNullable(loaded.peekFirst());
    }

    void takeHead() {
        loaded.removeFirst();
    }

    /** Where reading goes on: backward, before this offset; forward, with it. */
    long place() {
        ConsumerRecord<String, byte[]> head = loaded.peekFirst();
        if (head == null) {
            return loadedTo;
        }
        return isBackward ? head.offset() + 1 : head.offset();
    }
}

package io.earshot.cluster;

import io.earshot.wire.ChangeNote;
import io.earshot.wire.Decoded;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * The newest record of each key of a compacted topic, in memory, kept up to date. Safe for use by several threads.
 *
 * @param <V> what is kept of each record
 */
public final class FollowedTable<V> implements AutoCloseable {
    private static final int DIGEST_BYTES = 16;
    private static final long LOOK_MILLIS = 20;

    private final Function<ConsumerRecord<String, byte[]>, V> reading;
    private final Watcher<V> watcher;
    private final NavigableMap<String, Entry<V>> byKey = new ConcurrentSkipListMap<>();
    /** By partition. Guarded by this object. */
    private final Map<Integer, Long> nextOffsets = new HashMap<>();

    private volatile TopicTail tail;
    private volatile boolean wasRead;

    /**
     * A record that is there.
     *
     * @param key of the record
     * @param value what is kept of it
     * @param digest of the record's bytes, SHA-256 cut to 128 bits, hex: changes when somebody writes another value
     * @param note who wrote it; empty if it does not say
     * @param <V> what is kept of the record
     */
    public record Entry<V>(String key, V value, String digest, Optional<ChangeNote> note) {}

    /**
     * Is told of each change, on the reading thread.
     *
     * @param <V> what is kept of each record
     */
    @FunctionalInterface
    public interface Watcher<V> {
        /**
         * A record was read; the table has it already.
         *
         * @param value empty: the record takes the key back
         * @return a key that the table forgets, so that it stays bounded
         */
        Optional<String> changed(String key, Optional<V> value);
    }

    private FollowedTable(Function<ConsumerRecord<String, byte[]>, V> reading, Watcher<V> watcher) {
        this.reading = reading;
        this.watcher = watcher;
    }

    /**
     * Starts to read the topic from its beginning.
     *
     * @param kept what is kept of a record; called once for each
     * @param broken gets the failure that ends the reading
     * @param <T> what the records hold
     * @param <V> what is kept of each
     */
    public static <T, V> FollowedTable<V> follow(
            KafkaAccess kafka,
            String topic,
            Deserializer<Decoded<T>> decoder,
            Function<Decoded<T>, V> kept,
            Consumer<RuntimeException> broken) {
        return follow(kafka, topic, decoder, kept, (key, value) -> Optional.empty(), broken);
    }

    /** The same with somebody who is told of each change. */
    public static <T, V> FollowedTable<V> follow(
            KafkaAccess kafka,
            String topic,
            Deserializer<Decoded<T>> decoder,
            Function<Decoded<T>, V> kept,
            Watcher<V> watcher,
            Consumer<RuntimeException> broken) {
        FollowedTable<V> table =
                new FollowedTable<>(record -> kept.apply(decoder.deserialize(record.topic(), record.value())), watcher);
        table.tail = TopicTail.recordsFromStart(kafka, "table of " + topic, topic, table::accept, broken);
        return table;
    }

    private void accept(ConsumerRecord<String, byte[]> record) {
        if (record.key() != null && record.value() == null) {
            byKey.remove(record.key());
            watcher.changed(record.key(), Optional.empty()).ifPresent(byKey::remove);
        } else if (record.key() != null) {
            V value = reading.apply(record);
            byKey.put(
                    record.key(),
                    new Entry<>(record.key(), value, digest(record.value()), ChangeNote.of(record.headers())));
            watcher.changed(record.key(), Optional.of(value)).ifPresent(byKey::remove);
        }
        synchronized (this) {
            nextOffsets.put(record.partition(), record.offset() + 1);
            notifyAll();
        }
    }

    /** All records by key, in order of the keys; a view that changes with the topic. */
    public NavigableMap<String, Entry<V>> all() {
        return Collections.unmodifiableNavigableMap(byKey);
    }

    /** The record of a key. */
    public Optional<Entry<V>> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** Waits until the topic is read as far as the brokers have said; false if that takes longer, or has failed. */
    public boolean awaitRead(Duration most) throws InterruptedException {
        return await(most, tail::isAtEnd);
    }

    /** Waits until the topic was read to its end once; from then on the table is never more than moments behind. */
    public boolean awaitFirstRead(Duration most) throws InterruptedException {
        wasRead = wasRead || awaitRead(most);
        return wasRead;
    }

    /** Waits until a record is part of the table; false if that takes longer. */
    public boolean awaitRecord(int partition, long offset, Duration most) throws InterruptedException {
        return await(most, () -> nextOffsets.getOrDefault(partition, 0L) > offset);
    }

    /** Looks again from time to time: the tail comes to its end between two records. */
    private synchronized boolean await(Duration most, BooleanSupplier isDone) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + most.toNanos();
        while (!isDone.getAsBoolean()) {
            long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
            if (leftMillis <= 0) {
                return false;
            }
            wait(Math.min(leftMillis, LOOK_MILLIS));
        }
        return true;
    }

    @Override
    public void close() {
        tail.close();
    }

    /** Sixteen bytes of SHA-256, hex. */
    static String digest(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

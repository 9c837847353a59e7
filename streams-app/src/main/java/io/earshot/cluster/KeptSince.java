package io.earshot.cluster;

import io.earshot.match.EncodedSegment;
import io.earshot.preview.KeptAudio;
import io.earshot.wire.StoredSegment;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** The kept segments of many sources since a time; repeated reads give the same. For one thread. */
public final class KeptSince implements KeptAudio, AutoCloseable {
    private final TopicRead read;
    private final long sinceMicros;
    private final Predicate<String> wanted;
    private final Deserializer<StoredSegment> decoder;
    private final Duration patience;

    /**
     * @param read closed with this
     * @param sinceMicros audio time, microseconds since 1970
     * @param wanted selects source ids
     * @param patience time limit of one reading
     */
    KeptSince(
            TopicRead read,
            long sinceMicros,
            Predicate<String> wanted,
            Deserializer<StoredSegment> decoder,
            Duration patience) {
        this.read = read;
        this.sinceMicros = sinceMicros;
        this.wanted = wanted;
        this.decoder = decoder;
        this.patience = patience;
    }

    @Override
    public double read(BiConsumer<String, EncodedSegment> listener) {
        AtomicBoolean isFound = new AtomicBoolean();
        Consumer<ConsumerRecord<String, byte[]>> sink = record -> {
            if (record.key() != null && wanted.test(record.key())) {
                TopicRead.decode(record, decoder).ifPresent(stored -> {
                    listener.accept(stored.modelDigest(), stored.segment());
                    isFound.compareAndSet(false, stored.segment().span().endMicros() > sinceMicros);
                });
            }
        };
        BooleanSupplier isLate = TopicRead.after(patience);
        var place = KeptSegments.place(read, sinceMicros);
        double part = read.read(place, read.end(), isLate, sink);
        return isFound.get() || part < 1 ? part : read.read(read.begin(), place, isLate, sink);
    }

    @Override
    public void close() {
        read.close();
    }
}

package io.earshot.cluster;

import io.earshot.source.SourceState;
import io.earshot.source.SourceStatus;
import io.earshot.wire.Decoded;
import io.earshot.wire.WireSerdes;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.serialization.Deserializer;

/** Waits for running services to say how listening to changed sources goes. Not safe for use by several threads. */
public final class SourceStateWatch implements AutoCloseable {
    private final TopicRead read;
    private final Deserializer<Decoded<SourceStatus>> decoder;

    private SourceStateWatch(TopicRead read, Deserializer<Decoded<SourceStatus>> decoder) {
        this.read = read;
        this.decoder = decoder;
    }

    /** Reads states from this call on; call it before the sources are written. */
    public static SourceStateWatch start(KafkaAccess kafka, String topic, WireSerdes wire) {
        return new SourceStateWatch(
                new TopicRead(kafka.reader(), topic), wire.sourceStates().deserializer());
    }

    /**
     * The first state of each source after it was changed, as soon as that is more than an attempt to connect; a mere attempt
     * if nothing else is said in this time.
     *
     * @param before when the last state before the change began, by source, microseconds since 1970; 0: there was none
     * @return states by source, without those of which nothing was said
     */
    public Map<String, SourceStatus> await(Map<String, Long> before, Duration most) {
        Map<String, SourceStatus> found = new HashMap<>();
        Set<String> waiting = new HashSet<>(before.keySet());
        BooleanSupplier isLate = TopicRead.after(most);
        read.read(
                read.end(),
                read.never(),
                () -> waiting.isEmpty() || isLate.getAsBoolean(),
                record -> TopicRead.decode(record, decoder)
                        .flatMap(Decoded::value)
                        .filter(status -> waiting.contains(status.sourceId())
                                && status.sinceMicros() != before.get(status.sourceId()))
                        .ifPresent(status -> {
                            found.put(status.sourceId(), status);
                            if (status.state() != SourceState.CONNECTING) {
                                waiting.remove(status.sourceId());
                            }
                        }));
        return found;
    }

    @Override
    public void close() {
        read.close();
    }
}

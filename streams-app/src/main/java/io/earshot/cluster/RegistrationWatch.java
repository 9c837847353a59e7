package io.earshot.cluster;

import io.earshot.query.QueryRegistration;
import io.earshot.query.QueryVersion;
import io.earshot.query.StandingQuery;
import io.earshot.wire.Decoded;
import io.earshot.wire.WireSerdes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.serialization.Deserializer;

/** Waits for a running service to register a query. Not safe for use by several threads. */
public final class RegistrationWatch implements AutoCloseable {
    private final TopicRead read;
    private final Deserializer<Decoded<QueryRegistration>> decoder;

    private RegistrationWatch(TopicRead read, Deserializer<Decoded<QueryRegistration>> decoder) {
        this.read = read;
        this.decoder = decoder;
    }

    /** Reads registrations from this call on; call it before the query is written. */
    public static RegistrationWatch start(KafkaAccess kafka, String topic, WireSerdes wire) {
        return new RegistrationWatch(
                new TopicRead(kafka.reader(), topic), wire.queryEmbeddings().deserializer());
    }

    /** The registration of the query; empty if no service answers in this time. */
    public Optional<QueryRegistration> await(StandingQuery query, Duration most) {
        AtomicReference<QueryRegistration> found = new AtomicReference<>();
        BooleanSupplier isLate = TopicRead.after(most);
        read.read(
                read.end(),
                read.never(),
                () -> found.get() != null || isLate.getAsBoolean(),
                record -> TopicRead.decode(record, decoder)
                        .flatMap(Decoded::value)
                        .filter(registration -> isOf(registration, query))
                        .ifPresent(registration -> found.compareAndSet(null, registration)));
        return Optional.ofNullable(found.get());
    }

    @Override
    public void close() {
        read.close();
    }

    /** A rejection has no version; the id decides. */
    private static boolean isOf(QueryRegistration registration, StandingQuery query) {
        return registration.queryId().equals(query.id())
                && registration
                        .registered()
                        .map(found -> found.version().equals(QueryVersion.of(query)))
                        .orElse(true);
    }
}

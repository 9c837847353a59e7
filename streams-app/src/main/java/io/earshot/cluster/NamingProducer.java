package io.earshot.cluster;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A producer that says which right it lacks. */
final class NamingProducer<V> extends KafkaProducer<String, V> {
    private static final String RIGHT = "Write";

    NamingProducer(Map<String, Object> settings, Serializer<V> values) {
        super(settings, new StringSerializer(), values);
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<String, V> record, Callback callback) {
        CompletableFuture<RecordMetadata> written = new CompletableFuture<>();
        Callback named = (place, problem) -> {
            Exception told = named(problem, record.topic());
            if (callback != null) {
                callback.onCompletion(place, told);
            }
            if (told == null) {
                written.complete(place);
            } else {
                written.completeExceptionally(told);
            }
        };
        try {
            var unused = super.send(record, named);
        } catch (KafkaException e) {
            // One that was refused once takes nothing more.
            throw refused(e)
                    .<KafkaException>map(refused -> MissingRightException.of(refused, RIGHT, Set.of(record.topic())))
                    .orElse(e);
        }
        return written;
    }

    private static Exception named(Exception problem, String topic) {
        Optional<AuthorizationException> refused = refused(problem);
        return refused.isPresent() ? MissingRightException.of(refused.get(), RIGHT, Set.of(topic)) : problem;
    }

    private static Optional<AuthorizationException> refused(Exception problem) {
        return Stream.iterate((Throwable) problem, Objects::nonNull, Throwable::getCause)
                .limit(2)
                .filter(AuthorizationException.class::isInstance)
                .map(AuthorizationException.class::cast)
                .findFirst();
    }
}

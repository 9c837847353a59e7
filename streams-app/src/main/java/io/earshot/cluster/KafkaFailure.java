package io.earshot.cluster;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** Failures of the cluster as unchecked exceptions. */
final class KafkaFailure {
    private KafkaFailure() {}

    static KafkaException of(ExecutionException e) {
        return e.getCause() instanceof KafkaException cause
                ? cause
                : new KafkaException(String.valueOf(e.getCause().getMessage()), e.getCause());
    }

    /**
     * Waits for an answer.
     *
     * @return empty after an expected failure
     * @throws KafkaException after any other
     */
    static <T> Optional<T> get(KafkaFuture<T> answer, Predicate<Throwable> isExpected) throws InterruptedException {
        try {
            return Optional.of(answer.get());
        } catch (ExecutionException e) {
            if (isExpected.test(e.getCause())) {
                return Optional.empty();
            }
            throw of(e);
        }
    }
}

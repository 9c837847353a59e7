package io.earshot.cluster;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;

/** What the cluster answered, as one unchecked exception. */
final class KafkaFailure {
    private KafkaFailure() {}

    static KafkaException of(ExecutionException e) {
        return e.getCause() instanceof KafkaException cause
                ? cause
                : new KafkaException(String.valueOf(e.getCause().getMessage()), e.getCause());
    }
}

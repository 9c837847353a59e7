package io.earshot.history;

import io.earshot.decide.NearMiss;

/** The recorded near misses. */
@FunctionalInterface
public interface NearMissLog {
    /**
     * Near misses, newest first; may take seconds.
     *
     * @throws org.apache.kafka.common.KafkaException if the topic cannot be read
     */
    Page<NearMiss> list(NearMissFilter filter, PageRequest request);
}

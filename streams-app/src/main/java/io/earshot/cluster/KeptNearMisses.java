package io.earshot.cluster;

import io.earshot.decide.NearMiss;
import io.earshot.history.NearMissFilter;
import io.earshot.history.NearMissLog;
import io.earshot.history.Page;
import io.earshot.history.PageRequest;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.serialization.Deserializer;

/** Finds near misses in their topic. All reading is bounded. */
public final class KeptNearMisses implements NearMissLog {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final KafkaAccess kafka;
    private final String topic;
    private final Deserializer<NearMiss> decoder;

    public KeptNearMisses(KafkaAccess kafka, String topic, Deserializer<NearMiss> decoder) {
        this.kafka = kafka;
        this.topic = topic;
        this.decoder = decoder;
    }

    @Override
    public Page<NearMiss> list(NearMissFilter filter, PageRequest request) {
        try (TopicRead read = new TopicRead(
                kafka.browser(), topic, KeptEvents.exactly(filter.wanted().sources()))) {
            return MergedRead.backward(
                            read,
                            MergedRead.at(read, request.cursor()),
                            AppendTime.floor(read, filter.wanted().span()))
                    .page(
                            request.limit(),
                            TopicRead.after(PATIENCE),
                            record -> Optional.of(record)
                                    .flatMap(found -> TopicRead.decode(found, decoder))
                                    .filter(filter::accepts));
        }
    }
}

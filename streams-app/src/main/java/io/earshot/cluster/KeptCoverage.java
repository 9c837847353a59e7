package io.earshot.cluster;

import io.earshot.coverage.CoverageReport;
import io.earshot.coverage.MinuteCoverage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads what was heard of a source. All reading is bounded. */
public final class KeptCoverage {
    /** A record is written after its minute, except where a source's clock is ahead of the brokers'. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(2);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final KafkaAccess kafka;
    private final String topic;
    private final Deserializer<MinuteCoverage> decoder;

    public KeptCoverage(KafkaAccess kafka, String topic, Deserializer<MinuteCoverage> decoder) {
        this.kafka = kafka;
        this.topic = topic;
        this.decoder = decoder;
    }

    /**
     * What is recorded of a source from a time on.
     *
     * @param sinceMicros audio time, microseconds since 1970
     */
    public CoverageReport since(String sourceId, long sinceMicros) {
        List<MinuteCoverage> found = new ArrayList<>();
        try (TopicRead read = new TopicRead(kafka.reader(), topic, List.of(sourceId))) {
            var from = read.appendedFrom(sinceMicros / 1_000 - CLOCKS_APART.toMillis());
            read.read(from, read.end(), TopicRead.after(PATIENCE), record -> {
                if (sourceId.equals(record.key())) {
                    TopicRead.decode(record, decoder)
                            .filter(minute -> minute.minuteStartMicros() + MinuteCoverage.MINUTE_MICROS > sinceMicros)
                            .ifPresent(found::add);
                }
            });
        }
        return CoverageReport.of(sourceId, found);
    }
}

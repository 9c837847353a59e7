package io.earshot.cluster;

import io.earshot.history.TimeSpan;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Topics are indexed by append time: what was heard is appended afterwards, except where a source's clock is ahead. */
final class AppendTime {
    private static final Duration CLOCKS_APART = Duration.ofMinutes(2);

    private AppendTime() {}

    /** What began in the span lies here or behind. */
    static Map<TopicPartition, Long> floor(TopicRead read, TimeSpan span) {
        return span.sinceMicros() == Long.MIN_VALUE
                ? read.begin()
                : read.appendedFrom(span.sinceMicros() / 1_000 - CLOCKS_APART.toMillis());
    }
}

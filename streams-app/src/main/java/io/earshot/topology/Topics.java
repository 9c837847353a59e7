package io.earshot.topology;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The topics of ARCHITECTURE, by name, with what each must be when it is made. */
public final class Topics {
    /** What brokers take by default. */
    private static final int RECORD_BYTES = 1_048_588;

    /** A record of the greatest size and what is added to it: a dead letter, or the state of a source. */
    public static final int LARGE_RECORD_BYTES = 2 << 20;

    private final String prefix;

    /** @param prefix begins the name of each topic */
    public Topics(String prefix) {
        this.prefix = prefix;
    }

    public Topic audioChunks() {
        return deleted("audio.chunks.v1", Duration.ofHours(6));
    }

    public Topic queries() {
        return compacted("queries.v1");
    }

    public Topic queryEmbeddings() {
        return compacted("query.embeddings.v1");
    }

    public Topic calibrations() {
        return compacted("calibrations.v1");
    }

    public Topic segments() {
        return deleted("segments.v1", Duration.ofDays(2));
    }

    public Topic events() {
        return deleted("events.v1", Duration.ofDays(30));
    }

    public Topic nearMisses() {
        return deleted("near-misses.v1", Duration.ofDays(2));
    }

    public Topic coverage() {
        return deleted("coverage.v1", Duration.ofDays(30));
    }

    public Topic deadLetters() {
        return deleted("dead-letters.v1", Duration.ofDays(30), LARGE_RECORD_BYTES);
    }

    /** The sources that Earshot opens by itself; who owns a partition opens its sources. */
    public Topic sources() {
        return compacted("sources.v1").withKeyOfSource();
    }

    public Topic sourceStates() {
        return compacted("source-states.v1").withKeyOfSource();
    }

    /** Who is told of events. */
    public Topic receivers() {
        return compacted("receivers.v1");
    }

    /** The events of notifications that receivers never took. */
    public Topic notificationDeadLetters() {
        return deleted("notification-dead-letters.v1", Duration.ofDays(30));
    }

    /** What people say of events, by event id. */
    public Topic verdicts() {
        return compacted("verdicts.v1");
    }

    /** All of them. */
    public List<Topic> all() {
        return List.of(
                audioChunks(),
                queries(),
                queryEmbeddings(),
                calibrations(),
                segments(),
                events(),
                nearMisses(),
                coverage(),
                deadLetters(),
                sources(),
                sourceStates(),
                receivers(),
                notificationDeadLetters(),
                verdicts());
    }

    private Topic deleted(String name, Duration retention) {
        return deleted(name, retention, RECORD_BYTES);
    }

    private Topic deleted(String name, Duration retention, int recordBytes) {
        return new Topic(
                prefix + name,
                true,
                Map.of(
                        "cleanup.policy",
                        "delete",
                        "retention.ms",
                        Long.toString(retention.toMillis()),
                        "message.timestamp.type",
                        "LogAppendTime",
                        "max.message.bytes",
                        Integer.toString(recordBytes)));
    }

    /** Compacted topics are read whole at each start: closed and compacted often, so that they stay short. */
    private Topic compacted(String name) {
        return new Topic(
                prefix + name,
                false,
                Map.of(
                        "cleanup.policy",
                        "compact",
                        "message.timestamp.type",
                        "LogAppendTime",
                        "segment.ms",
                        "3600000",
                        "max.message.bytes",
                        Integer.toString(RECORD_BYTES)));
    }

    /**
     * A topic and how it is made.
     *
     * @param name in the cluster
     * @param bySource whether its key is the source id, so that it has the configured number of partitions; else one
     * @param config of the topic
     */
    public record Topic(String name, boolean bySource, Map<String, String> config) {
        private Topic withKeyOfSource() {
            return new Topic(name, true, config);
        }
    }
}

package io.earshot.topology;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Runs while the sources of a task could be heard, so that a source is silent for the time that passed here since its last
 * record. It runs by the times at which the records of the partition were appended: the wall clock would take a backlog, in
 * which a source's records wait, for silence. Since the last of them it runs by the wall clock, as far as audio was
 * {@linkplain AwaitedAudio awaited}. One for each processor; one thread at a time.
 */
final class SilenceClock {
    /** Between two records of a partition for which no wall clock ran; a longer time may be an outage of the broker. */
    private static final long MOST_BETWEEN_RECORDS_MILLIS = 4_000;

    private final AwaitedAudio audio;
    private final int partition;
    private final long checkMillis;
    private long newestAppendMillis;
    private long toRecordMillis;
    private long sinceRecordMillis;
    private long lastCheckMillis;

    /** @param checkMillis how often {@link #check} is called */
    SilenceClock(AwaitedAudio audio, ProcessorContext<?, ?> context, long checkMillis) {
        this.audio = audio;
        this.partition = context.taskId().partition();
        this.checkMillis = checkMillis;
        this.lastCheckMillis = context.currentSystemTimeMs();
    }

    /** The time on this clock; only differences mean something. */
    long millis() {
        return toRecordMillis + sinceRecordMillis;
    }

    /** The time on this clock at or before which a lane was heard last that is silent for at least so long. */
    long heardBy(Duration silence) {
        return millis() - silence.toMillis();
    }

    /** The time on this clock, perhaps before it began to run, at which a record was appended, milliseconds since 1970. */
    long at(long appendMillis) {
        return millis() - Math.max(0, newestAppendMillis - appendMillis);
    }

    /** The newest append time. */
    long newestAppendMillis() {
        return newestAppendMillis;
    }

    /** A record was appended at a time, before this clock began to run. */
    void known(long appendMillis) {
        newestAppendMillis = Math.max(newestAppendMillis, appendMillis);
    }

    /** A record of the task came. */
    void record(long appendMillis) {
        if (newestAppendMillis > 0 && appendMillis > newestAppendMillis) {
            toRecordMillis += Math.min(
                    appendMillis - newestAppendMillis, Math.max(MOST_BETWEEN_RECORDS_MILLIS, sinceRecordMillis));
        }
        newestAppendMillis = Math.max(newestAppendMillis, appendMillis);
        sinceRecordMillis = 0;
    }

    /** Time passed. A check that comes late counts as one that came in time: then it was this process that stood still. */
    void check(long nowMillis) {
        long passed = Math.max(0, Math.min(nowMillis - lastCheckMillis, 2 * checkMillis));
        lastCheckMillis = nowMillis;
        if (audio.isAwaited(partition, nowMillis)) {
            sinceRecordMillis += passed;
        }
    }
}

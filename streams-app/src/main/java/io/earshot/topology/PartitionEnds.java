package io.earshot.topology;

import java.util.OptionalLong;

/** What is known of the ends of the partitions that audio comes in. Answers at once; safe for several threads. */
@FunctionalInterface
public interface PartitionEnds {
    /**
     * The offset behind a partition's newest record.
     *
     * @return empty if the broker has not told lately, so that nobody knows what waits there
     */
    OptionalLong newest(int partition);
}

package io.earshot.app;

import io.earshot.cluster.FollowedTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Reads of tables that follow a topic. */
final class TopicReading {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private TopicReading() {}

    /**
     * Requires that a table was filled: what is asked of it is at most moments old.
     *
     * @throws UncheckedIOException if that takes too long
     */
    static void requireFilled(FollowedTable<?> table) throws InterruptedException {
        require(table.awaitFirstRead(PATIENCE));
    }

    /**
     * Requires that a table holds all that its topic held when the brokers were last asked.
     *
     * @throws UncheckedIOException if that takes too long
     */
    static void requireNewest(FollowedTable<?> table) throws InterruptedException {
        require(table.awaitRead(PATIENCE));
    }

    private static void require(boolean isRead) {
        if (!isRead) {
            throw new UncheckedIOException(new IOException("the topic is still being read; try again"));
        }
    }

    /**
     * Requires that a table holds a record that was just written.
     *
     * @throws UncheckedIOException if that takes too long
     */
    static void requireRecord(FollowedTable<?> table, int partition, long offset) throws InterruptedException {
        if (!table.awaitRecord(partition, offset, PATIENCE)) {
            throw new UncheckedIOException(
                    new IOException("it is written, but was not read again within " + PATIENCE.toSeconds() + " s"));
        }
    }
}

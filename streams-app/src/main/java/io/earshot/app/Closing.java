package io.earshot.app;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes resources, the last first; a failure does not keep the others open. */
public final class Closing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    /** For what waits for the broker: a process that is asked to stop has a few seconds. */
    static final Duration SOON = Duration.ofSeconds(1);

    private final Deque<Step> steps = new ArrayDeque<>();

    private record Step(String name, AutoCloseable target) {}

    /** Adds a resource. */
    public synchronized void add(String name, AutoCloseable target) {
        steps.push(new Step(name, target));
    }

    @Override
    public synchronized void close() {
        while (!steps.isEmpty()) {
            close(steps.pop());
        }
    }

    private static void close(Step step) {
        try {
            step.target.close();
        } catch (Exception e) {
            // The edge of the program: the others must be closed whatever this one throws.
            LOG.warn("{} did not close cleanly: {}", step.name, e.toString());
        }
    }
}

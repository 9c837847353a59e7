package io.earshot.history;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/** One listener's events, which wait until it takes them. One thread puts, another takes. */
public final class LiveListener implements AutoCloseable {
    private final Place start;
    private final int most;
    private final Consumer<LiveListener> ended;
    private final Deque<Notice> waiting = new ArrayDeque<>();
    private boolean isOpen = true;

    /** What a listener is told. */
    public sealed interface Notice {}

    /** An event happened. */
    public record Happened(EventLog.Recorded recorded) implements Notice {}

    /** The topic was read up to here. */
    public record Beat(Place place) implements Notice {}

    LiveListener(Place start, int most, Consumer<LiveListener> ended) {
        this.start = start;
        this.most = most;
        this.ended = ended;
    }

    /** The first record that it gets lies here or behind. */
    public Place start() {
        return start;
    }

    synchronized void happened(EventLog.Recorded recorded) {
        if (waiting.size() >= most) {
            close();
        } else {
            waiting.addLast(new Happened(recorded));
            notifyAll();
        }
    }

    synchronized void beat(Place place) {
        if (waiting.size() < most) {
            waiting.addLast(new Beat(place));
            notifyAll();
        }
    }

    /** The next; empty if there is none in time, or at the end. */
    public synchronized Optional<Notice> take(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (waiting.isEmpty() && isOpen) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return Optional.empty();
            }
            wait(millis);
        }
        return Optional.ofNullable(waiting.pollFirst());
    }

    /** Whether one waits to be taken. */
    public synchronized boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** Whether there is more to come; false after {@link #close()}, and for one that was too slow. */
    public synchronized boolean isOpen() {
        return isOpen;
    }

    /** Nothing more is told; what waits is dropped. */
    @Override
    public synchronized void close() {
        isOpen = false;
        waiting.clear();
        ended.accept(this);
        notifyAll();
    }
}

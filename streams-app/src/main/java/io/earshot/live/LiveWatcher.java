package io.earshot.live;

import io.earshot.query.SourceFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What waits for one watcher until it takes it. One thread puts, another takes. */
public final class LiveWatcher implements AutoCloseable {
    private final SourceFilter sources;
    private final int most;
    private final Consumer<LiveWatcher> ended;
    private List<LiveItem> waiting = new ArrayList<>();
    private boolean isOpen = true;

    LiveWatcher(SourceFilter sources, int most, Consumer<LiveWatcher> ended) {
        this.sources = sources;
        this.most = most;
        this.ended = ended;
    }

    boolean wants(String sourceId) {
        return sources.appliesTo(sourceId);
    }

    void arrived(LiveItem item) {
        if (wants(item.sourceId())) {
            put(item);
        }
    }

    private synchronized void put(LiveItem item) {
        if (waiting.size() >= most) {
            close();
        } else if (isOpen) {
            waiting.add(item);
            notifyAll();
        }
    }

    /** All that waits, in the order in which it arrived; empty if nothing came in time, or at the end. */
    public synchronized List<LiveItem> take(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (waiting.isEmpty() && isOpen) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return List.of();
            }
            wait(millis);
        }
        List<LiveItem> taken = waiting;
        waiting = new ArrayList<>();
        return taken;
    }

    /** Waits for the end, at most so long. */
    public synchronized void pause(Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        long millis = time.toMillis();
        while (isOpen && millis > 0) {
            wait(millis);
            millis = (deadline - System.nanoTime()) / 1_000_000;
        }
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

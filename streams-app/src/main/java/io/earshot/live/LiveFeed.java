package io.earshot.live;

import io.earshot.query.SourceFilter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/**
 * Passes what one reader makes to any number of watchers, and tells the reader whether there are any. A new watcher is told of
 * the last minute first, as far as somebody watched then. A watcher that is too slow is dropped, so that it holds up no other.
 * Safe for use by several threads.
 */
public final class LiveFeed implements AutoCloseable {
    /** A minute of fifty sources, 5 MB. */
    private static final int MOST_RECENT = 15_000;

    private static final long RECENT_NANOS = Duration.ofSeconds(60).toNanos();

    private final List<LiveWatcher> watchers = new CopyOnWriteArrayList<>();
    private final Deque<Arrived> recent = new ArrayDeque<>();
    private final LongSupplier nanos;
    private boolean isOpen = true;

    private record Arrived(long nanos, LiveItem item) {}

    public LiveFeed() {
        this(System::nanoTime);
    }

    /** @param nanos a clock as {@link System#nanoTime} */
    LiveFeed(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * A new watcher, which gets what arrived lately and from now on; empty after the end.
     *
     * @param sources of which it is told
     * @param most items that wait for it before it is dropped
     */
    public synchronized Optional<LiveWatcher> watch(SourceFilter sources, int most) {
        if (!isOpen) {
            return Optional.empty();
        }
        LiveWatcher watcher = new LiveWatcher(sources, most, watchers::remove);
        forgetOld();
        recent.forEach(arrived -> watcher.arrived(arrived.item));
        watchers.add(watcher);
        notifyAll();
        return Optional.of(watcher);
    }

    /** Whether anybody watches. */
    public boolean isWatched() {
        return !watchers.isEmpty();
    }

    /** Whether anybody watches a source. */
    public boolean isWatched(String sourceId) {
        return watchers.stream().anyMatch(watcher -> watcher.wants(sourceId));
    }

    /** Waits until somebody watches, with nothing kept of before; false at the end. */
    public synchronized boolean awaitWatchers() throws InterruptedException {
        recent.clear();
        while (isOpen && watchers.isEmpty()) {
            wait();
        }
        return isOpen;
    }

    /** Something arrived. */
    public synchronized void arrived(LiveItem item) {
        forgetOld();
        recent.addLast(new Arrived(nanos.getAsLong(), item));
        watchers.forEach(watcher -> watcher.arrived(item));
    }

    private void forgetOld() {
        long now = nanos.getAsLong();
        while (!recent.isEmpty() && (recent.size() >= MOST_RECENT || now - recent.getFirst().nanos > RECENT_NANOS)) {
            recent.removeFirst();
        }
    }

    /** Nothing can be read at present: those who watch come back later. */
    public void dropAll() {
        watchers.forEach(LiveWatcher::close);
    }

    /** Ends all watching. */
    @Override
    public synchronized void close() {
        isOpen = false;
        dropAll();
        notifyAll();
    }
}

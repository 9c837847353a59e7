package io.earshot.evaluate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Threads whose results are taken in the order of the work, so that nothing depends on how many there are. */
public final class OrderedWorkers implements AutoCloseable {
    private static final Duration PROGRESS_PERIOD = Duration.ofSeconds(5);
    private static final Duration LONGEST_END = Duration.ofMinutes(1);

    private final ExecutorService threads;

    public OrderedWorkers(int threads) {
        this.threads = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "evaluate");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Is told every few seconds how many are done. */
    @FunctionalInterface
    public interface Progress {
        void done(int done, int of);
    }

    /** Takes the results, in order, on the caller's thread. */
    @FunctionalInterface
    public interface Sink<R> {
        void take(int index, R result);
    }

    /** Does the work; what a worker throws is thrown here. */
    public <T, R> void map(List<T> items, Function<T, R> work, Sink<R> sink, Progress progress)
            throws InterruptedException {
        AtomicInteger done = new AtomicInteger();
        List<Future<R>> futures = new ArrayList<>();
        for (T item : items) {
            futures.add(threads.submit(() -> {
                R result = work.apply(item);
                done.incrementAndGet();
                return result;
            }));
        }
        Ticker ticker = new Ticker(() -> progress.done(done.get(), items.size()));
        for (int i = 0; i < futures.size(); i++) {
            sink.take(i, ticker.await(futures.get(i)));
        }
    }

    /** Waits for what is in work, so that nothing is closed under it. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(LONGEST_END.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("a worker does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits, and runs something every period meanwhile. */
    private static final class Ticker {
        private final Runnable tick;
        private long next = System.nanoTime() + PROGRESS_PERIOD.toNanos();

        Ticker(Runnable tick) {
            this.tick = tick;
        }

        <R> R await(Future<R> future) throws InterruptedException {
            tickIfDue();
            while (true) {
                try {
                    return future.get(next - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    tickIfDue();
                } catch (ExecutionException e) {
                    throw unchecked(e);
                }
            }
        }

        private void tickIfDue() {
            long now = System.nanoTime();
            if (now >= next) {
                next = now + PROGRESS_PERIOD.toNanos();
                tick.run();
            }
        }

        private static RuntimeException unchecked(ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }
}

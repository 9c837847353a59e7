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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;

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

    /**
     * Does the work; what a worker throws is thrown here.
     *
     * @param sink takes the results, in order, on the caller's thread
     * @param progress gets the number of items that are done, every few seconds
     */
    public <T, R> void map(List<T> items, Function<T, R> work, Consumer<R> sink, IntConsumer progress)
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
        Ticker ticker = new Ticker(() -> progress.accept(done.get()));
        for (Future<R> future : futures) {
            sink.accept(ticker.await(future));
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

package io.earshot.stream;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One attempt to open a source. Whoever waits for it can be interrupted, whatever the other side does or does not. */
final class Opening {
    private final Cancellation cancellation = new Cancellation();
    private final CompletableFuture<LiveStream> opened = new CompletableFuture<>();

    /** Opens a source; what it begins is told to the cancellation. */
    @FunctionalInterface
    interface Attempt {
        LiveStream open(Cancellation cancellation) throws IOException;
    }

    /**
     * Waits until it is open.
     *
     * @param limit how long
     * @throws IOException why it cannot be opened
     * @throws InterruptedException if this thread is interrupted; the attempt is given up
     */
    LiveStream await(Attempt attempt, Duration limit) throws IOException, InterruptedException {
        Thread thread = new Thread(() -> run(attempt), "open-source");
        thread.setDaemon(true);
        cancellation.add(thread::interrupt);
        thread.start();
        try {
            return opened.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } catch (TimeoutException e) {
            cancel(new StreamRefusedException(
                    "no audio came within " + limit.toSeconds() + " s", StreamRefusedException.Retry.SOON));
            return settled();
        } catch (InterruptedException e) {
            cancel(e);
            throw e;
        }
    }

    /** Gives up; whoever waits gets the reason. */
    void cancel(Exception reason) {
        opened.completeExceptionally(reason);
        cancellation.cancel();
    }

    /** What came of it, when it was given up a moment too late. */
    private LiveStream settled() throws IOException, InterruptedException {
        try {
            return opened.get();
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        }
    }

    private void run(Attempt attempt) {
        try {
            LiveStream stream = attempt.open(cancellation);
            if (!opened.complete(stream)) {
                stream.close();
            }
        } catch (IOException | RuntimeException e) {
            opened.completeExceptionally(e);
            cancellation.cancel();
        }
    }

    /** With the place where it is waited for. */
    private static IOException rethrown(Throwable cause) {
        if (cause instanceof IOException e) {
            return e;
        }
        if (cause instanceof RuntimeException e) {
            throw e;
        }
        return new IOException(cause);
    }
}

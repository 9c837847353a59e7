package io.earshot.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The listeners to one kind of server-sent events. Each has a thread, which sleeps until there is something to write. A browser's
 * EventSource gives up for good on any status but 200: with too many listeners, and while the service stops, the answer is an
 * empty stream that ends, with the time after which to come back.
 */
final class StreamSeats {
    /** The start of a stream: when to come back after its end. */
    static final byte[] COME_BACK_SOON = "retry: 2000\n\n".getBytes(StandardCharsets.US_ASCII);

    /** The whole answer to one listener too many. */
    private static final String COME_BACK_LATER = "retry: 10000\n\n";

    private static final long STACK_BYTES = 256 << 10;
    private static final Duration ENDING = Duration.ofSeconds(1);

    private final String name;
    private final int most;
    private final Semaphore free;

    /**
     * @param name of the threads
     * @param most how many listen at a time
     */
    StreamSeats(String name, int most) {
        this.name = name;
        this.most = most;
        this.free = new Semaphore(most);
    }

    /** Answers a request with a stream; {@code write} returns at its end. */
    void take(Context ctx, Consumer<OutputStream> write) {
        ctx.contentType("text/event-stream; charset=utf-8").header("X-Accel-Buffering", "no");
        if (ctx.method().equals(HandlerType.HEAD)) {
            return;
        }
        if (free.tryAcquire()) {
            listen(ctx, write);
        } else {
            ctx.result(COME_BACK_LATER);
        }
    }

    private void listen(Context ctx, Consumer<OutputStream> write) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        ctx.future(() -> {
            OutputStream out = open(ctx);
            Thread thread = new Thread(
                    null,
                    () -> {
                        try {
                            write.accept(out);
                        } finally {
                            done.complete(null);
                            free.release();
                        }
                    },
                    name,
                    STACK_BYTES);
            thread.setDaemon(true);
            thread.start();
            return done;
        });
    }

    /** Waits a little for streams that were told to end; one that does not take what is sent is left behind. */
    void awaitEmpty() {
        try {
            if (free.tryAcquire(most, ENDING.toMillis(), TimeUnit.MILLISECONDS)) {
                free.release(most);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static OutputStream open(Context ctx) {
        try {
            return ctx.res().getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

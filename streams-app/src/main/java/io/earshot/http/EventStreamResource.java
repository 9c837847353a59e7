package io.earshot.http;

import io.earshot.history.EventFilter;
import io.earshot.history.EventLog;
import io.earshot.history.LiveEvents;
import io.earshot.history.Place;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.router.JavalinDefaultRoutingApi;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Answers {@code GET /api/events/stream} with server-sent events. Each listener has a thread, which sleeps until there is
 * something to write. A browser's EventSource gives up for good on any status but 200: with too many listeners, and while the
 * service stops, the answer is an empty stream that ends, with the time after which to come back.
 */
public final class EventStreamResource implements Resource, AutoCloseable {
    private static final long STACK_BYTES = 256 << 10;
    private static final Duration ENDING = Duration.ofSeconds(1);

    /** How many listeners read the past at a time. */
    private static final int READING_AT_A_TIME = 4;

    private final EventLog log;
    private final LiveEvents live;
    private final Semaphore free;
    private final Semaphore reading = new Semaphore(READING_AT_A_TIME);
    private final EventBytes bytes = new EventBytes();
    private final int most;

    /**
     * A resource to be closed before the server, which would cut streams off.
     *
     * @param live closed with this
     * @param most how many listen at a time
     */
    public EventStreamResource(EventLog log, LiveEvents live, int most) {
        this.log = log;
        this.live = live;
        this.most = most;
        this.free = new Semaphore(most);
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/api/events/stream", this::open, Permission.READ);
    }

    /** Ends all streams in good order; one that does not take what is sent is left behind. */
    @Override
    public void close() {
        live.close();
        try {
            if (free.tryAcquire(most, ENDING.toMillis(), TimeUnit.MILLISECONDS)) {
                free.release(most);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void open(Context ctx) {
        Set<String> known = new HashSet<>(EventResource.FILTERS);
        known.add(Paging.CURSOR);
        RequestFields fields = RequestFields.ofParameters(ctx.queryParamMap(), known, Wants.SEVERAL);
        EventFilter filter = Wants.events(fields);
        // A browser that comes back sends the header, and the parameter again as it was at first.
        Optional<Place> from = Optional.ofNullable(ctx.header("Last-Event-ID"))
                .filter(id -> !id.isBlank())
                .or(() -> fields.text(Paging.CURSOR))
                .map(Place::parse);
        ctx.contentType("text/event-stream; charset=utf-8").header("X-Accel-Buffering", "no");
        if (ctx.method().equals(HandlerType.HEAD)) {
            return;
        }
        if (free.tryAcquire()) {
            listen(ctx, filter, from);
        } else {
            ctx.result(EventStream.COME_BACK_LATER);
        }
    }

    private void listen(Context ctx, EventFilter filter, Optional<Place> from) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        ctx.future(() -> {
            OutputStream out = open(ctx.res());
            EventStream stream = new EventStream(out, log, live, filter, bytes, reading);
            Thread thread = new Thread(
                    null,
                    () -> {
                        try {
                            stream.run(from);
                        } finally {
                            done.complete(null);
                            free.release();
                        }
                    },
                    "event-stream",
                    STACK_BYTES);
            thread.setDaemon(true);
            thread.start();
            return done;
        });
    }

    private static OutputStream open(HttpServletResponse response) {
        try {
            return response.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

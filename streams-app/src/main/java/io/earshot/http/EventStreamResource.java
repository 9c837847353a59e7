package io.earshot.http;

import io.earshot.history.EventFilter;
import io.earshot.history.EventLog;
import io.earshot.history.LiveEvents;
import io.earshot.history.Place;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** Answers {@code GET /api/events/stream} with server-sent events. */
public final class EventStreamResource implements Resource, AutoCloseable {
    /** How many listeners read the past at a time. */
    private static final int READING_AT_A_TIME = 4;

    private final EventLog log;
    private final LiveEvents live;
    private final StreamSeats seats;
    private final Semaphore reading = new Semaphore(READING_AT_A_TIME);
    private final EventBytes bytes = new EventBytes();

    /**
     * A resource to be closed before the server, which would cut streams off.
     *
     * @param live closed with this
     * @param most how many listen at a time
     */
    public EventStreamResource(EventLog log, LiveEvents live, int most) {
        this.log = log;
        this.live = live;
        this.seats = new StreamSeats("event-stream", most);
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/api/events/stream", this::open, Permission.READ);
    }

    /** Ends all streams in good order; one that does not take what is sent is left behind. */
    @Override
    public void close() {
        live.close();
        seats.awaitEmpty();
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
        seats.take(ctx, out -> new EventStream(out, log, live, filter, bytes, reading).run(from));
    }
}

package io.earshot.http;

import io.earshot.live.LiveFeed;
import io.earshot.query.SourceFilter;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.Set;

/** Answers {@code GET /api/live}: what is heard, as it arrives, as server-sent events. */
public final class LiveResource implements Resource, AutoCloseable {
    private static final Set<String> PARAMETERS = Set.of("source");

    private final LiveFeed feed;
    private final StreamSeats seats;

    /**
     * A resource to be closed before the server, which would cut streams off.
     *
     * @param feed closed with this
     * @param most how many watch at a time
     */
    public LiveResource(LiveFeed feed, int most) {
        this.feed = feed;
        this.seats = new StreamSeats("live-stream", most);
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/api/live", this::open, Permission.READ);
    }

    /** Ends all streams in good order; one that does not take what is sent is left behind. */
    @Override
    public void close() {
        feed.close();
        seats.awaitEmpty();
    }

    private void open(Context ctx) {
        RequestFields fields = RequestFields.ofParameters(ctx.queryParamMap(), PARAMETERS, PARAMETERS);
        SourceFilter sources = SourceFilter.of(fields.texts("source"));
        seats.take(ctx, out -> new LiveStream(out, feed, sources).run());
    }
}

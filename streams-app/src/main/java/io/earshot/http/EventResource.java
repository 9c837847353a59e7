package io.earshot.http;

import io.earshot.decide.Event;
import io.earshot.history.EventFilter;
import io.earshot.history.EventLog;
import io.earshot.history.PageRequest;
import io.earshot.history.Place;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Answers {@code GET /api/events} and {@code GET /api/events/ID}. */
public final class EventResource {
    /** What chooses events. */
    static final Set<String> FILTERS = Set.of("since", "until", "source", "query", "label", "phase", "minConfidence");

    private static final int AT_A_TIME = 4;
    /** A page takes milliseconds: whoever comes at the same time waits a moment. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final EventLog log;
    private final Supplier<Place> live;
    private final Turns turns = new Turns(
            AT_A_TIME, PATIENCE, "too many lists of events are being read; try again", Optional.of(Problems.SOON));

    private EventResource(EventLog log, Supplier<Place> live) {
        this.log = log;
        this.live = live;
    }

    /** @param live up to where the live feed has read */
    public static Resource of(EventLog log, Supplier<Place> live) {
        EventResource resource = new EventResource(log, live);
        return routes -> {
            routes.get("/api/events", resource::list, Permission.READ);
            routes.get("/api/events/{id}", resource::one, Permission.READ);
        };
    }

    private void list(Context ctx) {
        Set<String> known = new HashSet<>(FILTERS);
        known.addAll(Set.of(Paging.LIMIT, Paging.CURSOR));
        RequestFields fields = RequestFields.ofParameters(ctx.queryParamMap(), known, Wants.SEVERAL);
        EventFilter filter = Wants.events(fields);
        PageRequest request = Paging.of(fields);
        Answers.json(ctx, turns.take(() -> {
            // Taken first: a stream from here may repeat an event of the page, and never misses one.
            String stream = live.get().text();
            Map<String, Object> answer = Paging.answer(log.list(filter, request), EventAnswer::of);
            answer.put("streamCursor", stream);
            return answer;
        }));
    }

    private void one(Context ctx) {
        RequestFields.requireNone(ctx);
        Answers.json(ctx, turns.take(() -> {
            List<Event> records = log.find(ctx.pathParam("id"));
            Event newest = EventLog.newest(records)
                    .orElseThrow(() -> new ProblemException(
                            HttpStatus.NOT_FOUND, "there is no such event, or it is no longer kept"));
            Map<String, Object> answer = new LinkedHashMap<>(EventAnswer.of(newest));
            answer.put("phases", records.stream().map(EventResource::phase).toList());
            return answer;
        }));
    }

    /** What an earlier record of the event said. */
    private static Map<String, Object> phase(Event event) {
        Map<String, Object> facts = new LinkedHashMap<>(EventAnswer.of(event));
        facts.keySet().retainAll(Set.of("phase", "onset", "offset", "peak", "confidence", "score", "endReason"));
        return facts;
    }
}

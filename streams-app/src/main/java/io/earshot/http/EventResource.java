package io.earshot.http;

import io.earshot.decide.Event;
import io.earshot.history.EventFilter;
import io.earshot.history.EventLog;
import io.earshot.history.Page;
import io.earshot.history.PageRequest;
import io.earshot.history.Place;
import io.earshot.verdict.EventVerdict;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Answers {@code GET /api/events} and {@code GET /api/events/ID}. */
public final class EventResource {
    /** What chooses events. */
    static final Set<String> FILTERS = Set.of("since", "until", "source", "query", "label", "phase", "minConfidence");

    private static final String VERDICT = "verdict";
    private static final String ANY = "";
    private static final int AT_A_TIME = 4;
    /** A page takes milliseconds: whoever comes at the same time waits a moment. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final EventLog log;
    private final Supplier<Place> live;
    private final Function<String, Optional<EventVerdict>> verdicts;
    private final Turns turns = new Turns(
            AT_A_TIME, PATIENCE, "too many lists of events are being read; try again", Optional.of(Problems.SOON));

    private EventResource(EventLog log, Supplier<Place> live, Function<String, Optional<EventVerdict>> verdicts) {
        this.log = log;
        this.live = live;
        this.verdicts = verdicts;
    }

    /**
     * The resource.
     *
     * @param live up to where the live feed has read
     * @param verdicts what is said of an event, by its id
     */
    public static Resource of(EventLog log, Supplier<Place> live, Function<String, Optional<EventVerdict>> verdicts) {
        EventResource resource = new EventResource(log, live, verdicts);
        return routes -> {
            routes.get("/api/events", resource::list, Permission.READ);
            routes.get("/api/events/{id}", resource::one, Permission.READ);
        };
    }

    private void list(Context ctx) {
        Set<String> known = new HashSet<>(FILTERS);
        known.addAll(Set.of(Paging.LIMIT, Paging.CURSOR, VERDICT));
        RequestFields fields = RequestFields.ofParameters(ctx.queryParamMap(), known, Wants.SEVERAL);
        EventFilter filter = Wants.events(fields);
        PageRequest request = Paging.of(fields);
        Predicate<Event> isJudged = judged(fields.text(VERDICT).orElse(ANY));
        Answers.json(ctx, turns.take(() -> {
            // Taken first: a stream from here may repeat an event of the page, and never misses one.
            String stream = live.get().text();
            Map<String, Object> answer = Paging.answer(only(log.list(filter, request), isJudged), this::facts);
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
            Map<String, Object> answer = facts(newest);
            answer.put("phases", records.stream().map(EventResource::phase).toList());
            return answer;
        }));
    }

    /** A page may hold fewer items than were asked for. */
    private static Page<Event> only(Page<Event> page, Predicate<Event> wanted) {
        return new Page<>(page.items().stream().filter(wanted).toList(), page.next());
    }

    private Predicate<Event> judged(String asked) {
        return switch (asked) {
            case ANY -> event -> true;
            case "NONE" -> event -> verdicts.apply(event.eventId()).isEmpty();
            case "RIGHT", "WRONG" ->
                event -> verdicts.apply(event.eventId())
                        .filter(verdict -> verdict.judged().judgement().name().equals(asked))
                        .isPresent();
            default -> throw new IllegalArgumentException("\"verdict\" must be RIGHT, WRONG or NONE");
        };
    }

    /** With what somebody says of it. */
    private Map<String, Object> facts(Event event) {
        Map<String, Object> facts = EventAnswer.of(event);
        verdicts.apply(event.eventId()).ifPresent(verdict -> facts.put(VERDICT, VerdictAnswer.brief(verdict)));
        return facts;
    }

    /** What an earlier record of the event said. */
    private static Map<String, Object> phase(Event event) {
        Map<String, Object> facts = new LinkedHashMap<>(EventAnswer.of(event));
        facts.keySet().retainAll(Set.of("phase", "onset", "offset", "peak", "confidence", "score", "endReason"));
        return facts;
    }
}

package io.earshot.http;

import io.earshot.decide.Event;
import io.earshot.history.EventLog;
import io.earshot.history.TimeSpan;
import io.earshot.query.SourceFilter;
import io.earshot.verdict.EventVerdict;
import io.earshot.verdict.Judged;
import io.earshot.verdict.Judgement;
import io.earshot.verdict.Tally;
import io.earshot.verdict.ThresholdSearch;
import io.earshot.verdict.VerdictIndex;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Answers for verdicts: {@code /api/events/ID/verdict}, {@code /api/verdicts} and {@code /api/queries/ID/verdicts}. */
public final class VerdictResource implements Resource {
    private static final String ONE = "/api/events/{id}/verdict";
    private static final String VERDICT = "verdict";
    private static final Set<String> BODY = Set.of(VERDICT, "note");
    private static final Set<String> OF_QUERY = Set.of("source", "precision");

    private final VerdictDesk desk;
    private final EventLog events;
    private final Clock clock;

    private VerdictResource(VerdictDesk desk, EventLog events, Clock clock) {
        this.desk = desk;
        this.events = events;
        this.clock = clock;
    }

    /** @param clock tells when something is judged */
    public static Resource of(VerdictDesk desk, EventLog events, Clock clock) {
        return new VerdictResource(desk, events, clock);
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get(ONE, this::one, Permission.READ);
        routes.put(ONE, this::put, Permission.OPERATE);
        routes.delete(ONE, this::remove, Permission.OPERATE);
        routes.get("/api/verdicts", this::list, Permission.READ);
        routes.get("/api/queries/{id}/verdicts", this::ofQuery, Permission.READ);
    }

    private void one(Context ctx) {
        RequestFields.requireNone(ctx);
        EventVerdict verdict = desk.find(ctx.pathParam("id")).orElseThrow(VerdictResource::nothingSaid);
        Answers.json(ctx, VerdictAnswer.of(verdict));
    }

    private void put(Context ctx) {
        RequestFields.requireNone(ctx);
        RequestFields fields = RequestFields.ofBody(ctx.body(), BODY);
        Judged judged = new Judged(
                judgement(fields.required(VERDICT)),
                name(ctx),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                fields.text("note").orElse(""));
        Event event = EventLog.newest(events.find(ctx.pathParam("id")))
                .orElseThrow(() ->
                        new ProblemException(HttpStatus.NOT_FOUND, "there is no such event, or it is no longer kept"));
        EventVerdict verdict = EventVerdict.of(event, judged);
        desk.put(verdict);
        Answers.json(ctx, VerdictAnswer.of(verdict));
    }

    private void remove(Context ctx) {
        RequestFields.requireNone(ctx);
        if (!desk.remove(ctx.pathParam("id"), name(ctx))) {
            throw nothingSaid();
        }
        ctx.status(HttpStatus.NO_CONTENT);
    }

    private void list(Context ctx) {
        RequestFields fields = RequestFields.ofParameters(
                ctx.queryParamMap(), Paging.parameters("query", "source", "since", "until", VERDICT), Wants.SEVERAL);
        int limit = Paging.limit(fields);
        VerdictIndex.Spot from =
                Paging.cursor(fields).map(VerdictResource::spot).orElse(VerdictIndex.Spot.END);
        List<EventVerdict> found = desk.before(from, limit + 1, wanted(fields));
        List<EventVerdict> shown = found.subList(0, Math.min(limit, found.size()));
        Optional<String> next = Optional.of(shown)
                .filter(page -> found.size() > limit)
                .map(page -> page.get(limit - 1))
                .map(last -> last.onsetMicros() + ":" + last.eventId());
        Answers.json(ctx, Paging.answer(shown.stream().map(VerdictAnswer::of).toList(), next));
    }

    private void ofQuery(Context ctx) {
        RequestFields fields = RequestFields.ofParameters(ctx.queryParamMap(), OF_QUERY, Wants.SEVERAL);
        ThresholdSearch search =
                new ThresholdSearch(fields.number("precision").orElse(ThresholdSearch.USUAL_PRECISION));
        SourceFilter sources = SourceFilter.of(fields.texts("source"));
        String query = ctx.pathParam("id");
        Tally tally = Tally.of(desk.before(
                VerdictIndex.Spot.END,
                Integer.MAX_VALUE,
                verdict -> verdict.queryId().equals(query) && sources.appliesTo(verdict.sourceId())));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("query", query);
        answer.putAll(VerdictAnswer.of(tally, search));
        Answers.json(ctx, answer);
    }

    private static Predicate<EventVerdict> wanted(RequestFields fields) {
        SourceFilter sources = SourceFilter.of(fields.texts("source"));
        SourceFilter queries = SourceFilter.of(fields.texts("query"));
        TimeSpan span = new TimeSpan(
                fields.micros("since").orElse(Long.MIN_VALUE),
                fields.micros("until").orElse(Long.MAX_VALUE));
        Optional<Judgement> judgement = fields.text(VERDICT).map(VerdictResource::judgement);
        return verdict -> sources.appliesTo(verdict.sourceId())
                && queries.appliesTo(verdict.queryId())
                && span.contains(verdict.onsetMicros())
                && judgement.map(asked -> asked == verdict.judged().judgement()).orElse(true);
    }

    private static Judgement judgement(String name) {
        return Arrays.stream(Judgement.values())
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"verdict\" must be RIGHT or WRONG"));
    }

    private static VerdictIndex.Spot spot(String cursor) {
        int colon = cursor.indexOf(':');
        try {
            return new VerdictIndex.Spot(
                    Long.parseLong(cursor.substring(0, Math.max(0, colon))), cursor.substring(colon + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"cursor\" must be the \"next\" of an earlier answer", e);
        }
    }

    private static ProblemException nothingSaid() {
        return new ProblemException(HttpStatus.NOT_FOUND, "nobody has judged this event");
    }

    /** Empty where there was no key. */
    private static String name(Context ctx) {
        Caller caller = Caller.of(ctx);
        return caller.equals(Caller.LOCAL) || caller.equals(Caller.ANONYMOUS) ? "" : caller.name();
    }
}

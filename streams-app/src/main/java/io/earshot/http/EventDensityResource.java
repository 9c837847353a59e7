package io.earshot.http;

import io.earshot.audio.SampleClock;
import io.earshot.history.EventDensity;
import io.earshot.history.EventLog;
import io.earshot.history.TimeSpan;
import io.earshot.history.Wanted;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers {@code GET /api/events/density}: how many events began when, for a timeline. */
public final class EventDensityResource {
    private static final Set<String> PARAMETERS = Set.of("since", "until", "bucketSeconds", "source", "query");
    private static final long USUAL_BUCKETS = 100;
    private static final long MICROS = 1_000_000;
    private static final int AT_A_TIME = 4;

    private final EventLog log;
    private final Clock clock;
    private final Turns turns = new Turns(
            AT_A_TIME,
            EventResource.PATIENCE,
            "too many timelines of events are being counted; try again",
            Optional.of(Problems.SOON));

    private EventDensityResource(EventLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /** @param clock tells what now is, where a request names no end */
    public static Resource of(EventLog log, Clock clock) {
        EventDensityResource resource = new EventDensityResource(log, clock);
        return routes -> routes.get("/api/events/density", resource::density, Permission.READ);
    }

    private void density(Context ctx) {
        RequestFields fields = RequestFields.ofParameters(ctx.queryParamMap(), PARAMETERS, Wants.SEVERAL);
        EventDensity.Axis axis = axis(fields);
        Wanted wanted = new Wanted(axis.span(), fields.texts("source"), fields.texts("query"), 0);
        Answers.json(ctx, answer(turns.take(() -> log.density(wanted, axis))));
    }

    private EventDensity.Axis axis(RequestFields fields) {
        long since = fields.micros("since").orElseThrow(() -> new IllegalArgumentException("\"since\" is missing"));
        long until = fields.micros("until").orElseGet(() -> ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
        TimeSpan span = new TimeSpan(since, until);
        long bucket = fields.whole("bucketSeconds")
                .map(seconds -> seconds * MICROS)
                .orElseGet(() -> usualBucket(until - since));
        return new EventDensity.Axis(span, bucket);
    }

    /** Whole seconds. */
    private static long usualBucket(long micros) {
        return Math.max(1, -Math.floorDiv(-micros, USUAL_BUCKETS * MICROS)) * MICROS;
    }

    private static Map<String, Object> answer(EventDensity density) {
        Map<String, Object> answer = new LinkedHashMap<>();
        TimeSpan span = density.axis().span();
        answer.put("since", SampleClock.instantOfMicros(span.sinceMicros()).toString());
        answer.put("until", SampleClock.instantOfMicros(span.untilMicros()).toString());
        answer.put("bucketSeconds", density.axis().bucketMicros() / MICROS);
        answer.put("counts", density.counts());
        answer.put("events", density.events());
        answer.put("isWhole", density.isWhole());
        return answer;
    }
}

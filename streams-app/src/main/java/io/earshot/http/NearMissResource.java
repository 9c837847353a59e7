package io.earshot.http;

import io.earshot.audio.SampleClock;
import io.earshot.decide.NearMiss;
import io.earshot.history.NearMissFilter;
import io.earshot.history.NearMissLog;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Answers {@code GET /api/near-misses}. */
public final class NearMissResource {
    private static final Set<String> KNOWN =
            Set.of("since", "until", "source", "query", "minConfidence", Paging.LIMIT, Paging.CURSOR);

    private NearMissResource() {}

    public static Resource of(NearMissLog log) {
        return routes -> routes.get("/api/near-misses", ctx -> answer(ctx, log), Permission.READ);
    }

    private static void answer(Context ctx, NearMissLog log) {
        RequestFields fields = RequestFields.ofParameters(ctx.queryParamMap(), KNOWN, Set.of("source", "query"));
        Answers.json(
                ctx,
                Paging.answer(
                        log.list(new NearMissFilter(Wants.of(fields)), Paging.of(fields)), NearMissResource::facts));
    }

    private static Map<String, Object> facts(NearMiss miss) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("source", miss.sourceId());
        facts.put("query", Map.of("id", miss.query().id(), "text", miss.query().text()));
        facts.put("start", time(miss.startMicros()));
        facts.put("end", time(miss.endMicros()));
        facts.put("confidence", miss.confidence());
        facts.put("threshold", miss.point().openConfidence());
        facts.put("score", miss.score());
        facts.put("rejectedBy", miss.rejectedBy().name());
        facts.put("missedBy", miss.missedBy());
        facts.put("suggestion", miss.suggestion());
        facts.put("modelDigest", miss.modelDigest());
        return facts;
    }

    private static String time(long micros) {
        return SampleClock.instantOfMicros(micros).toString();
    }
}

package io.earshot.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.evidence.ClipFormat;
import io.earshot.evidence.EvidenceFile;
import io.earshot.evidence.Roll;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Answers {@code GET} and {@code HEAD} of {@code /api/events/{id}/audio.wav}, its other formats, its picture and its facts. */
public final class ClipResource {
    private static final int AT_A_TIME = 3;
    private static final int PATIENCE_SECONDS = 5;
    private static final Set<String> PARAMETERS = Set.of("pre", "post");
    private static final String EVENT = "/api/events/{id}/";

    private final ObjectMapper json = new ObjectMapper();
    private final Semaphore free = new Semaphore(AT_A_TIME);
    private final ClipLibrary library;

    private ClipResource(ClipLibrary library) {
        this.library = library;
    }

    public static Resource of(ClipLibrary library) {
        return new ClipResource(library)::addTo;
    }

    private void addTo(JavalinDefaultRoutingApi routes) {
        for (ClipFormat format : ClipFormat.values()) {
            add(
                    routes,
                    format.fileName(),
                    ctx -> serve(ctx, () -> library.audio(ctx.pathParam("id"), format, roll(ctx))));
        }
        add(routes, "spectrogram.png", ctx -> serve(ctx, () -> library.picture(ctx.pathParam("id"), roll(ctx))));
        routes.get(EVENT + "evidence", this::facts, Permission.READ);
    }

    private static void add(JavalinDefaultRoutingApi routes, String name, Handler handler) {
        routes.get(EVENT + name, handler, Permission.READ);
    }

    private void serve(Context ctx, Supplier<EvidenceFile> file) throws IOException {
        new RangedAnswer(inTurn(file)).write(ctx);
    }

    private void facts(Context ctx) throws JsonProcessingException {
        byte[] facts = json.writeValueAsBytes(inTurn(() -> library.facts(ctx.pathParam("id"), roll(ctx))));
        ctx.contentType("application/json").result(facts);
    }

    private static Roll roll(Context ctx) {
        RequestFields fields = RequestFields.ofParameters(ctx.queryParamMap(), PARAMETERS, Set.of());
        return new Roll(
                seconds(fields.time("pre"), Roll.DEFAULT.preSeconds()),
                seconds(fields.time("post"), Roll.DEFAULT.postSeconds()));
    }

    private static double seconds(Optional<Duration> time, double byDefault) {
        return time.map(given -> given.toMillis() / 1e3).orElse(byDefault);
    }

    /** A browser asks for parts of a clip side by side: the others wait a moment for the first. */
    private <T> T inTurn(Supplier<T> work) {
        try {
            if (!free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new ProblemException(
                        HttpStatus.SERVICE_UNAVAILABLE, AT_A_TIME + " clips are being cut; try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, "the service ends");
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }
}

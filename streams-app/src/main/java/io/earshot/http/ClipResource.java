package io.earshot.http;

import io.earshot.evidence.ClipFormat;
import io.earshot.evidence.EvidenceFile;
import io.earshot.evidence.Roll;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Answers {@code GET} and {@code HEAD} of {@code /api/events/{id}/audio.wav}, its other formats, its picture and its facts. */
public final class ClipResource {
    private static final int AT_A_TIME = 3;
    /** A browser asks for parts of a clip side by side: the others wait a moment for the first. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Set<String> PARAMETERS = Set.of("pre", "post");
    private static final String EVENT = "/api/events/{id}/";

    private final Turns turns =
            new Turns(AT_A_TIME, PATIENCE, AT_A_TIME + " clips are being cut; try again", Optional.empty());
    private final ClipLibrary library;

    private ClipResource(ClipLibrary library) {
        this.library = library;
    }

    public static Resource of(ClipLibrary library) {
        return new ClipResource(library)::addTo;
    }

    private void addTo(JavalinDefaultRoutingApi routes) {
        for (ClipFormat format : ClipFormat.values()) {
            routes.get(
                    EVENT + format.fileName(),
                    ctx -> serve(ctx, () -> library.audio(ctx.pathParam("id"), format, roll(ctx))),
                    Permission.READ);
        }
        routes.get(
                EVENT + "spectrogram.png",
                ctx -> serve(ctx, () -> library.picture(ctx.pathParam("id"), roll(ctx))),
                Permission.READ);
        routes.get(EVENT + "evidence", this::facts, Permission.READ);
    }

    private void serve(Context ctx, Supplier<EvidenceFile> file) throws IOException {
        new RangedAnswer(turns.take(file)).write(ctx);
    }

    private void facts(Context ctx) {
        Answers.json(ctx, turns.take(() -> library.facts(ctx.pathParam("id"), roll(ctx))));
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
}

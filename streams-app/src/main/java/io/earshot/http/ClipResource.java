package io.earshot.http;

import io.earshot.evidence.AudioSpan;
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

/**
 * Answers {@code GET} and {@code HEAD} of {@code /api/events/{id}/audio.wav}, its other formats, its picture and its facts, and of
 * {@code /api/sources/{id}/audio.wav?from=TIME&to=TIME}, its other formats and its picture.
 */
public final class ClipResource {
    private static final int AT_A_TIME = 3;
    /** A browser asks for parts of a clip side by side: the others wait a moment for the first. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Set<String> AROUND = Set.of("pre", "post");
    private static final Set<String> SPAN = Set.of("from", "to");
    private static final String EVENT = "/api/events/{id}/";
    private static final String SOURCE = "/api/sources/{id}/";

    private final Turns turns =
            new Turns(AT_A_TIME, PATIENCE, AT_A_TIME + " clips are being cut; try again", Optional.empty());
    private final ClipLibrary library;
    private final SoundLibrary sounds;

    private ClipResource(ClipLibrary library, SoundLibrary sounds) {
        this.library = library;
        this.sounds = sounds;
    }

    public static Resource of(ClipLibrary library, SoundLibrary sounds) {
        return new ClipResource(library, sounds)::addTo;
    }

    private void addTo(JavalinDefaultRoutingApi routes) {
        addEvents(routes);
        addSources(routes);
    }

    private void addEvents(JavalinDefaultRoutingApi routes) {
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

    private void addSources(JavalinDefaultRoutingApi routes) {
        for (ClipFormat format : ClipFormat.values()) {
            routes.get(
                    SOURCE + format.fileName(),
                    ctx -> serve(ctx, () -> sounds.audio(span(ctx), format)),
                    Permission.READ);
        }
        routes.get(SOURCE + "spectrogram.png", ctx -> serve(ctx, () -> sounds.picture(span(ctx))), Permission.READ);
    }

    private void serve(Context ctx, Supplier<EvidenceFile> file) throws IOException {
        new RangedAnswer(turns.take(file)).write(ctx);
    }

    private void facts(Context ctx) {
        Answers.json(ctx, turns.take(() -> library.facts(ctx.pathParam("id"), roll(ctx))));
    }

    private static Roll roll(Context ctx) {
        RequestFields fields = RequestFields.ofParameters(ctx.queryParamMap(), AROUND, Set.of());
        return new Roll(
                seconds(fields.time("pre"), Roll.DEFAULT.preSeconds()),
                seconds(fields.time("post"), Roll.DEFAULT.postSeconds()));
    }

    private static AudioSpan span(Context ctx) {
        RequestFields fields = RequestFields.ofParameters(ctx.queryParamMap(), SPAN, Set.of());
        return new AudioSpan(ctx.pathParam("id"), micros(fields, "from"), micros(fields, "to"));
    }

    private static long micros(RequestFields fields, String name) {
        return fields.micros(name).orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is missing"));
    }

    private static double seconds(Optional<Duration> time, double byDefault) {
        return time.map(given -> given.toMillis() / 1e3).orElse(byDefault);
    }
}

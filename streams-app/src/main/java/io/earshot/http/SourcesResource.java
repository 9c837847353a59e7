package io.earshot.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.earshot.source.AudioSource;
import io.earshot.source.ShownSource;
import io.earshot.source.SourceForm;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The sources: lists, reads, writes, pauses and removes them, below {@code /api/sources}. */
public final class SourcesResource {
    private final SourceBook book;

    private SourcesResource(SourceBook book) {
        this.book = book;
    }

    /** @param book answers from memory */
    public static Resource of(SourceBook book) {
        SourcesResource resource = new SourcesResource(book);
        return routes -> {
            routes.get("/api/sources", resource::list, Permission.READ);
            routes.get("/api/sources/{id}", resource::one, Permission.READ);
            routes.put("/api/sources/{id}", resource::put, Permission.OPERATE);
            routes.delete("/api/sources/{id}", resource::remove, Permission.OPERATE);
            routes.post("/api/sources/{id}/pause", ctx -> resource.pause(ctx, true), Permission.OPERATE);
            routes.post("/api/sources/{id}/resume", ctx -> resource.pause(ctx, false), Permission.OPERATE);
            routes.post("/api/sources/{id}/reset", resource::reset, Permission.OPERATE);
        };
    }

    private void list(Context ctx) throws InterruptedException {
        RequestFields fields = RequestFields.ofParameters(
                ctx.queryParamMap(), Paging.parameters("search", "state", "label"), Set.of("label"));
        IdPage page = IdPage.of(fields);
        SourceFilter filter = SourceFilter.of(fields);
        Answers.json(
                ctx,
                page.answer(book.after(page.after()).filter(filter).iterator(), SourceEntry::id, SourceEntry::facts));
    }

    private void one(Context ctx) throws InterruptedException {
        RequestFields.requireNone(ctx);
        SourceEntry entry = book.find(id(ctx)).orElseThrow(SourcesResource::absent);
        Precondition.answer(ctx, entry.etag());
        Answers.json(ctx, entry.facts());
    }

    private void put(Context ctx) throws InterruptedException {
        RequestFields.requireNone(ctx);
        Precondition precondition = Precondition.of(ctx);
        AudioSource written = read(JsonBody.read(ctx), id(ctx));
        changed(ctx, there -> {
            precondition.require(there.map(SourceEntry::etag));
            AudioSource whole = there.flatMap(SourceEntry::source)
                    .map(before -> ShownSource.restored(written, before))
                    .orElse(written);
            return new SourceChange.Put(
                    ShownSource.requireWhole(SourceForm.checked(whole)), there.isPresent() ? "changed" : "added");
        });
    }

    /** Its id is that of the address. */
    private static AudioSource read(JsonNode json, String id) {
        JsonNode named = json.path(SourceForm.ID);
        if (!named.isMissingNode() && !named.isNull() && !named.asText().equals(id)) {
            throw new IllegalArgumentException("the id of the body is not that of the address; leave it out");
        }
        ObjectNode whole = json.deepCopy();
        whole.put(SourceForm.ID, id);
        return SourceForm.read(whole);
    }

    private void pause(Context ctx, boolean paused) throws InterruptedException {
        RequestFields.requireNone(ctx);
        Precondition precondition = Precondition.of(ctx);
        changed(ctx, there -> {
            SourceEntry entry = there.orElseThrow(SourcesResource::absent);
            precondition.require(Optional.of(entry.etag()));
            AudioSource source = entry.source()
                    .orElseThrow(() -> new ProblemException(HttpStatus.CONFLICT, "what is written cannot be read"));
            return new SourceChange.Put(source.withPaused(paused), paused ? "paused" : "resumed");
        });
    }

    /** Nobody knows of every source that the service remembers: an unknown one is no error. */
    private void reset(Context ctx) throws InterruptedException {
        RequestFields.requireNone(ctx);
        book.reset(id(ctx), Caller.of(ctx).name());
        ctx.status(HttpStatus.ACCEPTED);
        Answers.json(ctx, Map.of("id", id(ctx), "done", "reset"));
    }

    private void remove(Context ctx) throws InterruptedException {
        RequestFields.requireNone(ctx);
        Precondition precondition = Precondition.of(ctx);
        book.change(id(ctx), Caller.of(ctx).name(), there -> {
            precondition.require(there.map(SourceEntry::etag));
            if (there.isEmpty()) {
                throw absent();
            }
            return new SourceChange.Remove();
        });
        ctx.status(HttpStatus.NO_CONTENT);
    }

    private void changed(Context ctx, Function<Optional<SourceEntry>, SourceChange> wanted)
            throws InterruptedException {
        Written<SourceEntry> written = book.change(id(ctx), Caller.of(ctx).name(), wanted);
        // Somebody else may have removed it since.
        SourceEntry now = written.after().orElseThrow(SourcesResource::absent);
        if (written.before().isEmpty()) {
            ctx.status(HttpStatus.CREATED).header("Location", ctx.path());
        }
        Map<String, Object> facts = now.facts();
        facts.put("done", written.done());
        Precondition.answer(ctx, now.etag());
        Answers.json(ctx, facts);
    }

    private static String id(Context ctx) {
        return ctx.pathParam("id");
    }

    private static ProblemException absent() {
        return new ProblemException(HttpStatus.NOT_FOUND, "there is no such source");
    }
}

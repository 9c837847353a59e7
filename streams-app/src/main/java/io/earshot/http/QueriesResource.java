package io.earshot.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.earshot.query.QueryDraft;
import io.earshot.query.QueryJson;
import io.earshot.query.StandingQuery;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The standing queries: lists, reads, writes and removes them, below {@code /api/queries}. */
public final class QueriesResource {
    private static final String ID = "id";
    private static final String UNNAMED_ID = "query";
    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final Duration MOST_WAIT = Duration.ofSeconds(10);

    private final QueryBook book;

    private QueriesResource(QueryBook book) {
        this.book = book;
    }

    /** @param book answers from memory */
    public static Resource of(QueryBook book) {
        QueriesResource resource = new QueriesResource(book);
        return routes -> {
            routes.get("/api/queries", resource::list, Permission.READ);
            routes.post("/api/queries/lint", resource::lint, Permission.READ);
            routes.get("/api/queries/{id}", resource::one, Permission.READ);
            routes.get("/api/queries/{id}/history", resource::history, Permission.READ);
            routes.put("/api/queries/{id}", resource::put, Permission.OPERATE);
            routes.delete("/api/queries/{id}", resource::remove, Permission.OPERATE);
            routes.post("/api/queries/{id}/enable", ctx -> resource.enable(ctx, true), Permission.OPERATE);
            routes.post("/api/queries/{id}/disable", ctx -> resource.enable(ctx, false), Permission.OPERATE);
        };
    }

    private void list(Context ctx) throws InterruptedException {
        RequestFields fields = RequestFields.ofParameters(
                ctx.queryParamMap(), Paging.parameters("search", "enabled", "state", "label"), Set.of("label"));
        IdPage page = IdPage.of(fields);
        QueryFilter filter = QueryFilter.of(fields);
        Answers.json(
                ctx,
                page.answer(book.after(page.after()).filter(filter).iterator(), QueryEntry::id, QueryEntry::facts));
    }

    private void one(Context ctx) throws InterruptedException {
        RequestFields.requireNone(ctx);
        answer(ctx, book.find(id(ctx)).orElseThrow(QueriesResource::absent));
    }

    private void put(Context ctx) throws InterruptedException {
        Duration wait = wait(ctx);
        Precondition precondition = Precondition.of(ctx);
        QueryDraft draft = QueryJson.read(JsonBody.read(ctx));
        String id = id(ctx);
        if (draft.id().filter(named -> !named.equals(id)).isPresent()) {
            throw new IllegalArgumentException("the id of the body is not that of the address; leave it out");
        }
        StandingQuery query = draft.query(id);
        boolean enabled = draft.enabled().orElse(true);
        changed(ctx, wait, there -> {
            precondition.require(there.map(QueryEntry::etag));
            return new QueryChange.Put(query, enabled);
        });
    }

    private void enable(Context ctx, boolean enabled) throws InterruptedException {
        Duration wait = wait(ctx);
        Precondition precondition = Precondition.of(ctx);
        changed(ctx, wait, there -> {
            QueryEntry entry = there.orElseThrow(QueriesResource::absent);
            precondition.require(Optional.of(entry.etag()));
            if ((entry.query().isEmpty() && entry.text().isEmpty()) || entry.state() == QueryState.LEFT_OVER) {
                throw new ProblemException(HttpStatus.CONFLICT, String.join("; ", entry.errors()));
            }
            return new QueryChange.Switch(enabled);
        });
    }

    private void remove(Context ctx) throws InterruptedException {
        Duration wait = wait(ctx);
        Precondition precondition = Precondition.of(ctx);
        book.change(id(ctx), Caller.of(ctx).name(), wait, there -> {
            precondition.require(there.map(QueryEntry::etag));
            if (there.isEmpty()) {
                throw absent();
            }
            return new QueryChange.Remove();
        });
        ctx.status(HttpStatus.NO_CONTENT);
    }

    private void changed(Context ctx, Duration wait, Function<Optional<QueryEntry>, QueryChange> wanted)
            throws InterruptedException {
        Written<QueryEntry> written = book.change(id(ctx), Caller.of(ctx).name(), wait, wanted);
        // Somebody else may have removed it since.
        QueryEntry now = written.after().orElseThrow(QueriesResource::absent);
        if (written.before().isEmpty()) {
            ctx.status(HttpStatus.CREATED).header("Location", ctx.path());
        }
        Map<String, Object> facts = now.facts();
        facts.put("done", written.done());
        Precondition.answer(ctx, now.etag());
        Answers.json(ctx, facts);
    }

    private void history(Context ctx) throws InterruptedException {
        RequestFields.requireNone(ctx);
        String id = id(ctx);
        List<Changed> changes = book.history(id);
        if (changes.isEmpty() && book.find(id).isEmpty()) {
            throw absent();
        }
        List<Map<String, Object>> items = changes.stream()
                .map(change -> {
                    Map<String, Object> facts = change.facts();
                    facts.put("etag", change.etag().isEmpty() ? null : change.etag());
                    return facts;
                })
                .toList();
        Answers.json(ctx, Map.of("items", items));
    }

    private void lint(Context ctx) {
        RequestFields.requireNone(ctx);
        JsonNode body = JsonBody.read(ctx);
        Answers.json(ctx, book.lint(QueryJson.read(body).query(UNNAMED_ID)).facts());
    }

    private static void answer(Context ctx, QueryEntry entry) {
        Precondition.answer(ctx, entry.etag());
        Answers.json(ctx, entry.facts());
    }

    private static String id(Context ctx) {
        return ctx.pathParam(ID);
    }

    private static Duration wait(Context ctx) {
        Duration wait = RequestFields.ofParameters(ctx.queryParamMap(), Set.of("wait"), Set.of())
                .time("wait")
                .orElse(WAIT);
        if (wait.isNegative() || wait.compareTo(MOST_WAIT) > 0) {
            throw new IllegalArgumentException("\"wait\" must lie between 0s and " + MOST_WAIT.toSeconds() + "s");
        }
        return wait;
    }

    private static ProblemException absent() {
        return new ProblemException(HttpStatus.NOT_FOUND, "there is no such query");
    }
}

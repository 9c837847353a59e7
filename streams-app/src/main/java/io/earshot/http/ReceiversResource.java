package io.earshot.http;

import io.earshot.notify.Outcome;
import io.earshot.notify.Receiver;
import io.earshot.notify.ReceiverJson;
import io.earshot.notify.ReceiverState;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers {@code /api/receivers}: who is told of events, and how that goes. */
public final class ReceiversResource implements Resource {
    private static final String ONE = "/api/receivers/{id}";

    private final ReceiverDesk desk;

    private ReceiversResource(ReceiverDesk desk) {
        this.desk = desk;
    }

    public static Resource of(ReceiverDesk desk) {
        return new ReceiversResource(desk);
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/api/receivers", this::list, Permission.READ);
        routes.get("/api/dead-notifications", this::dead, Permission.READ);
        routes.get(ONE, this::one, Permission.READ);
        routes.put(ONE, this::put, Permission.OPERATE);
        routes.delete(ONE, this::remove, Permission.OPERATE);
        routes.post(ONE + "/test", this::test, Permission.OPERATE);
        routes.post(ONE + "/enable", ctx -> enable(ctx, true), Permission.OPERATE);
        routes.post(ONE + "/disable", ctx -> enable(ctx, false), Permission.OPERATE);
    }

    private void list(Context ctx) {
        IdPage page = IdPage.of(RequestFields.ofParameters(ctx.queryParamMap(), Paging.parameters(), Set.of()));
        Iterator<ReceiverDesk.Kept> rest = desk.all().stream()
                .filter(kept -> kept.id().compareTo(page.after()) > 0)
                .iterator();
        Answers.json(ctx, page.answer(rest, ReceiverDesk.Kept::id, ReceiversResource::facts));
    }

    private void dead(Context ctx) {
        RequestFields fields = RequestFields.ofParameters(ctx.queryParamMap(), Set.of(Paging.LIMIT), Set.of());
        Answers.json(ctx, Paging.answer(desk.dead(Paging.limit(fields)), Optional.empty()));
    }

    private void one(Context ctx) {
        RequestFields.requireNone(ctx);
        ReceiverDesk.Kept kept = kept(ctx);
        kept.receiver().ifPresent(receiver -> ctx.header("ETag", tag(receiver)));
        Map<String, Object> answer = facts(kept);
        desk.lag(kept.id()).ifPresent(lag -> answer.put("untold", Long.toString(lag)));
        Answers.json(ctx, answer);
    }

    private void put(Context ctx) {
        RequestFields.requireNone(ctx);
        Optional<ReceiverDesk.Kept> before = desk.find(ctx.pathParam("id"));
        requireUnchanged(ctx, before.flatMap(ReceiverDesk.Kept::receiver));
        Receiver receiver = ReceiverJson.read(ctx.pathParam("id"), JsonBody.read(ctx));
        desk.put(
                receiver,
                before.flatMap(ReceiverDesk.Kept::receiver),
                Caller.of(ctx).name());
        ctx.header("ETag", tag(receiver)).status(before.isEmpty() ? HttpStatus.CREATED : HttpStatus.OK);
        Answers.json(ctx, ReceiverJson.write(receiver));
    }

    private void remove(Context ctx) {
        RequestFields.requireNone(ctx);
        ReceiverDesk.Kept kept = kept(ctx);
        requireUnchanged(ctx, kept.receiver());
        desk.remove(kept.id(), Caller.of(ctx).name());
        ctx.status(HttpStatus.NO_CONTENT);
    }

    private void enable(Context ctx, boolean isEnabled) {
        RequestFields.requireNone(ctx);
        Receiver before = readable(ctx);
        requireUnchanged(ctx, Optional.of(before));
        Receiver now = before.withEnabled(isEnabled);
        desk.put(now, Optional.of(before), Caller.of(ctx).name());
        ctx.header("ETag", tag(now));
        Answers.json(ctx, ReceiverJson.write(now));
    }

    private void test(Context ctx) {
        RequestFields.requireNone(ctx);
        Outcome outcome = desk.test(readable(ctx));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("outcome", outcome.getClass().getSimpleName().toUpperCase(Locale.ROOT));
        answer.put("reason", outcome.reason());
        Answers.json(ctx, answer);
    }

    private ReceiverDesk.Kept kept(Context ctx) {
        return desk.find(ctx.pathParam("id"))
                .orElseThrow(() -> new ProblemException(HttpStatus.NOT_FOUND, "there is no such receiver"));
    }

    private Receiver readable(Context ctx) {
        return kept(ctx)
                .receiver()
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.CONFLICT, "this version cannot read the receiver; put it anew"));
    }

    /** Whoever names a state changes that state or nothing. */
    private static void requireUnchanged(Context ctx, Optional<Receiver> before) {
        String wanted = ctx.header("If-Match");
        String none = ctx.header("If-None-Match");
        boolean isOther = wanted != null
                && before.map(ReceiversResource::tag)
                        .filter(tag -> wanted.equals("*") || wanted.equals(tag))
                        .isEmpty();
        if (isOther || ("*".equals(none) && before.isPresent())) {
            throw new ProblemException(
                    HttpStatus.PRECONDITION_FAILED, "the receiver is another than the request names; read it again");
        }
    }

    private static String tag(Receiver receiver) {
        try {
            byte[] form = Answers.bytes(ReceiverJson.write(receiver));
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(form);
            return "\"" + HexFormat.of().formatHex(hash).substring(0, 16) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> facts(ReceiverDesk.Kept kept) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", kept.id());
        kept.receiver().ifPresent(receiver -> facts.putAll(ReceiverJson.write(receiver)));
        facts.put("readable", kept.receiver().isPresent());
        kept.state().ifPresent(state -> facts.put("state", facts(state)));
        kept.problem().ifPresent(problem -> facts.put("problem", problem));
        return facts;
    }

    private static Map<String, Object> facts(ReceiverState state) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("delivered", Long.toString(state.delivered()));
        state.lastSuccess().ifPresent(time -> facts.put("lastSuccess", time(time)));
        facts.put("lastError", state.lastError());
        state.lastErrorAt().ifPresent(time -> facts.put("lastErrorAt", time(time)));
        facts.put("attempts", state.attempts());
        state.nextTry().ifPresent(time -> facts.put("nextTry", time(time)));
        return facts;
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS).toString();
    }
}

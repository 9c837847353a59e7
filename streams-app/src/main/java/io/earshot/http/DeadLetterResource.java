package io.earshot.http;

import io.earshot.history.DeadLetter;
import io.earshot.history.DeadLetterBox;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Answers {@code GET /api/dead-letters} and {@code GET /api/dead-letters/ID}; {@code POST .../retry} writes one again. */
public final class DeadLetterResource {
    private static final int MOST_BYTES = 256 << 10;

    private final DeadLetterBox box;

    private DeadLetterResource(DeadLetterBox box) {
        this.box = box;
    }

    public static Resource of(DeadLetterBox box) {
        DeadLetterResource resource = new DeadLetterResource(box);
        return routes -> {
            routes.get("/api/dead-letters", resource::list, Permission.READ);
            routes.get("/api/dead-letters/{id}", resource::one, Permission.READ);
            routes.post("/api/dead-letters/{id}/retry", resource::retry, Permission.ADMIN);
        };
    }

    private void list(Context ctx) {
        RequestFields fields = RequestFields.ofParameters(
                ctx.queryParamMap(), Set.of("reason", Paging.LIMIT, Paging.CURSOR), Set.of());
        Answers.json(ctx, Paging.answer(box.list(fields.text("reason"), Paging.of(fields)), DeadLetterResource::facts));
    }

    private void one(Context ctx) {
        RequestFields.requireNone(ctx);
        DeadLetter letter = box.find(id(ctx)).orElseThrow(DeadLetterResource::unknown);
        Map<String, Object> facts = facts(letter);
        List<Map<String, String>> headers = letter.headers().stream()
                .map(header -> Map.of("name", header.name(), "value", header.value()))
                .toList();
        facts.put("headers", headers);
        byte[] bytes = letter.bytes();
        if (bytes != null) {
            facts.put(
                    "base64",
                    Base64.getEncoder()
                            .encodeToString(bytes.length > MOST_BYTES ? Arrays.copyOf(bytes, MOST_BYTES) : bytes));
            facts.put("isCut", bytes.length > MOST_BYTES);
        }
        Answers.json(ctx, facts);
    }

    private void retry(Context ctx) throws InterruptedException {
        RequestFields.requireNone(ctx);
        try {
            DeadLetter.Id id = id(ctx);
            String topic = box.retry(id, Caller.of(ctx).name()).orElseThrow(DeadLetterResource::unknown);
            Answers.json(ctx, Map.of("id", id.text(), "done", "retried", "topic", topic));
        } catch (DeadLetterBox.NotRetriedException e) {
            throw new ProblemException(HttpStatus.CONFLICT, e.getMessage());
        }
    }

    private static DeadLetter.Id id(Context ctx) {
        return DeadLetter.Id.parse(ctx.pathParam("id")).orElseThrow(DeadLetterResource::unknown);
    }

    private static ProblemException unknown() {
        return new ProblemException(HttpStatus.NOT_FOUND, "there is no such dead letter, or it is no longer kept");
    }

    private static Map<String, Object> facts(DeadLetter letter) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", letter.id().text());
        facts.put("at", letter.at().toString());
        facts.put("key", letter.key().orElse(null));
        facts.put("reason", letter.reason());
        facts.put("detail", letter.detail());
        letter.origin().ifPresent(origin -> {
            facts.put("topic", origin.topic());
            facts.put("partition", origin.partition().orElse(null));
            facts.put("offset", origin.offset().orElse(null));
        });
        facts.put("bytes", letter.bytes() == null ? 0 : letter.bytes().length);
        return facts;
    }
}

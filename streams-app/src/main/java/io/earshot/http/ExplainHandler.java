package io.earshot.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.explain.ExplainedFacts;
import io.earshot.explain.NothingToExplainException;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Answers {@code GET /api/explain}. An explanation reads a part of a topic, so only a few are made at a time. */
final class ExplainHandler implements Handler {
    private static final int AT_A_TIME = 2;

    private final ObjectMapper json = new ObjectMapper();
    private final Semaphore free = new Semaphore(AT_A_TIME);
    private final Explanations explanations;

    ExplainHandler(Explanations explanations) {
        this.explanations = explanations;
    }

    @Override
    public void handle(Context ctx) throws JsonProcessingException {
        if (!free.tryAcquire()) {
            refuse(ctx, HttpStatus.SERVICE_UNAVAILABLE, AT_A_TIME + " explanations are being made; try again");
            return;
        }
        try {
            answer(ctx);
        } finally {
            free.release();
        }
    }

    private void answer(Context ctx) throws JsonProcessingException {
        try {
            QuestionParameters parameters = new QuestionParameters(ctx.queryParamMap());
            var zone = parameters.zone();
            write(ctx, ExplainedFacts.of(explanations.explain(parameters.question()), zone));
        } catch (IllegalArgumentException e) {
            refuse(ctx, HttpStatus.BAD_REQUEST, e.getMessage());
        } catch (NothingToExplainException e) {
            refuse(ctx, HttpStatus.NOT_FOUND, e.getMessage());
        } catch (UncheckedIOException e) {
            refuse(ctx, HttpStatus.SERVICE_UNAVAILABLE, e.getMessage());
        }
    }

    private void refuse(Context ctx, HttpStatus status, String reason) throws JsonProcessingException {
        ctx.status(status);
        write(ctx, Map.of("error", reason.replaceAll("\\s+", " ")));
    }

    private void write(Context ctx, Map<String, Object> answer) throws JsonProcessingException {
        ctx.contentType("application/json").result(json.writeValueAsBytes(answer));
    }
}

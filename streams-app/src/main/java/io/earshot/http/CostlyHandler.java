package io.earshot.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.explain.NothingToExplainException;
import io.earshot.preview.NothingToPreviewException;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Answers what takes a read of a part of a topic: only a few at a time, and what goes wrong is said on one line. */
final class CostlyHandler implements Handler {
    private final ObjectMapper json = new ObjectMapper();
    private final int atATime;
    private final String what;
    private final Semaphore free;
    private final Function<Map<String, List<String>>, Map<String, Object>> answer;

    /**
     * @param atATime most that are answered at a time
     * @param what is being made then, in the plural
     * @param answer to the parameters of a request
     */
    CostlyHandler(int atATime, String what, Function<Map<String, List<String>>, Map<String, Object>> answer) {
        this.atATime = atATime;
        this.what = what;
        this.free = new Semaphore(atATime);
        this.answer = answer;
    }

    @Override
    public void handle(Context ctx) throws JsonProcessingException {
        if (!free.tryAcquire()) {
            refuse(ctx, HttpStatus.SERVICE_UNAVAILABLE, atATime + " " + what + " being made; try again");
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
            write(ctx, answer.apply(ctx.queryParamMap()));
        } catch (IllegalArgumentException e) {
            refuse(ctx, HttpStatus.BAD_REQUEST, e.getMessage());
        } catch (NothingToExplainException | NothingToPreviewException e) {
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

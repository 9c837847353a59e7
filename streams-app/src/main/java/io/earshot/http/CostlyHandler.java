package io.earshot.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.explain.NothingToExplainException;
import io.earshot.preview.NothingToPreviewException;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Answers requests that read a part of a topic: only a few at a time, with errors of one line. */
final class CostlyHandler implements Handler {
    private final ObjectMapper json = new ObjectMapper();
    private final int atATime;
    private final String what;
    private final Semaphore free;
    private final Question question;

    /**
     * @param atATime most requests answered at a time
     * @param what subject and verb of the message to all others
     * @param question reads a request and answers it
     */
    CostlyHandler(int atATime, String what, Question question) {
        this.atATime = atATime;
        this.what = what;
        this.free = new Semaphore(atATime);
        this.question = question;
    }

    @Override
    public void handle(Context ctx) throws JsonProcessingException {
        if (ctx.method().equals(HandlerType.POST) && !isJson(ctx)) {
            // A page of another origin can send other content types without a preflight request.
            refuse(ctx, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "the content type must be application/json");
            return;
        }
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
            write(
                    ctx,
                    ctx.method().equals(HandlerType.POST)
                            ? question.ofBody(ctx.body())
                            : question.ofParameters(ctx.queryParamMap()));
        } catch (IllegalArgumentException e) {
            refuse(ctx, HttpStatus.BAD_REQUEST, e.getMessage());
        } catch (NothingToExplainException | NothingToPreviewException e) {
            refuse(ctx, HttpStatus.NOT_FOUND, e.getMessage());
        } catch (UncheckedIOException e) {
            refuse(ctx, HttpStatus.SERVICE_UNAVAILABLE, e.getMessage());
        }
    }

    private static boolean isJson(Context ctx) {
        String type = ctx.contentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json");
    }

    private void refuse(Context ctx, HttpStatus status, String reason) throws JsonProcessingException {
        ctx.status(status);
        write(ctx, Map.of("error", reason.replaceAll("\\s+", " ")));
    }

    private void write(Context ctx, Map<String, Object> answer) throws JsonProcessingException {
        ctx.contentType("application/json").result(json.writeValueAsBytes(answer));
    }

    /** Reads requests and answers them; both throw {@link IllegalArgumentException} for a malformed one. */
    interface Question {
        Map<String, Object> ofBody(String body);

        Map<String, Object> ofParameters(Map<String, List<String>> parameters);
    }
}

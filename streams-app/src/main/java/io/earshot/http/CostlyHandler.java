package io.earshot.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
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
        boolean hasBody = ctx.method().equals(HandlerType.POST);
        if (hasBody && !isJson(ctx)) {
            // A page of another origin can send other content types without a preflight request.
            throw new ProblemException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "the content type must be application/json");
        }
        if (!free.tryAcquire()) {
            throw new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, atATime + " " + what + " being made; try again");
        }
        try {
            Map<String, Object> answer =
                    hasBody ? question.ofBody(ctx.body()) : question.ofParameters(ctx.queryParamMap());
            ctx.contentType("application/json").result(json.writeValueAsBytes(answer));
        } finally {
            free.release();
        }
    }

    private static boolean isJson(Context ctx) {
        String type = ctx.contentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json");
    }

    /** Reads requests and answers them; both throw {@link IllegalArgumentException} for a malformed one. */
    interface Question {
        Map<String, Object> ofBody(String body);

        Map<String, Object> ofParameters(Map<String, List<String>> parameters);
    }
}

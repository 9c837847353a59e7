package io.earshot.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Answers requests that read a part of a topic: only a few at a time, with errors of one line. */
final class CostlyHandler implements Handler {
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
    public void handle(Context ctx) {
        boolean hasBody = ctx.method().equals(HandlerType.POST);
        if (hasBody && ctx.queryString() != null) {
            throw new IllegalArgumentException("what is asked stands in the body; there are no parameters");
        }
        if (!free.tryAcquire()) {
            throw new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, atATime + " " + what + " being made; try again");
        }
        try {
            Map<String, Object> answer =
                    hasBody ? question.ofBody(ctx.body()) : question.ofParameters(ctx.queryParamMap());
            Answers.json(ctx, answer);
        } finally {
            free.release();
        }
    }

    /** Reads requests and answers them; both throw {@link IllegalArgumentException} for a malformed one. */
    interface Question {
        Map<String, Object> ofBody(String body);

        Map<String, Object> ofParameters(Map<String, List<String>> parameters);
    }
}

package io.earshot.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers requests that read a part of a topic: only a few at a time, with errors of one line. */
final class CostlyHandler implements Handler {
    private final Turns turns;
    private final Question question;

    /**
     * @param atATime most requests answered at a time
     * @param what subject and verb of the message to all others
     * @param question reads a request and answers it
     */
    CostlyHandler(int atATime, String what, Question question) {
        this.turns =
                new Turns(atATime, Duration.ZERO, atATime + " " + what + " being made; try again", Optional.empty());
        this.question = question;
    }

    @Override
    public void handle(Context ctx) {
        boolean hasBody = ctx.method().equals(HandlerType.POST);
        if (hasBody && ctx.queryString() != null) {
            throw new IllegalArgumentException("what is asked stands in the body; there are no parameters");
        }
        Answers.json(
                ctx,
                turns.take(() -> hasBody ? question.ofBody(ctx.body()) : question.ofParameters(ctx.queryParamMap())));
    }

    /** Reads requests and answers them; both throw {@link IllegalArgumentException} for a malformed one. */
    interface Question {
        Map<String, Object> ofBody(String body);

        Map<String, Object> ofParameters(Map<String, List<String>> parameters);
    }
}

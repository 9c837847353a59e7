package io.earshot.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.explain.NothingToExplainException;
import io.earshot.preview.NothingToPreviewException;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers errors by problem details (RFC 9457), of one line each. */
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private Problems() {}

    /** Malformed requests throw {@link IllegalArgumentException}; its message is shown to the caller. */
    public static void addTo(JavalinDefaultRoutingApi routes) {
        routes.exception(ProblemException.class, (e, ctx) -> write(ctx, e.status(), e.getMessage()));
        routes.exception(
                IllegalArgumentException.class, (e, ctx) -> write(ctx, HttpStatus.BAD_REQUEST, e.getMessage()));
        routes.exception(NothingToExplainException.class, (e, ctx) -> write(ctx, HttpStatus.NOT_FOUND, e.getMessage()));
        routes.exception(NothingToPreviewException.class, (e, ctx) -> write(ctx, HttpStatus.NOT_FOUND, e.getMessage()));
        routes.exception(
                UncheckedIOException.class, (e, ctx) -> write(ctx, HttpStatus.SERVICE_UNAVAILABLE, e.getMessage()));
        routes.exception(KafkaException.class, (e, ctx) -> write(ctx, HttpStatus.SERVICE_UNAVAILABLE, e.getMessage()));
        routes.exception(
                HttpResponseException.class,
                (e, ctx) -> write(ctx, HttpStatus.forStatus(e.getStatus()), e.getMessage()));
        routes.exception(Exception.class, (e, ctx) -> {
            LOG.error("{} {} failed", ctx.method(), ctx.path(), e);
            write(ctx, HttpStatus.INTERNAL_SERVER_ERROR, "the service failed; its log has the reason");
        });
    }

    /** @param detail for the caller; made one line */
    static void write(Context ctx, HttpStatus status, String detail) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", status.getMessage());
        problem.put("status", status.getCode());
        problem.put("detail", String.valueOf(detail).strip().replaceAll("\\s+", " "));
        try {
            ctx.status(status).contentType("application/problem+json").result(JSON.writeValueAsBytes(problem));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.earshot.http;

import io.earshot.evidence.AudioGoneException;
import io.earshot.evidence.NoAudioException;
import io.earshot.evidence.UnknownEventException;
import io.earshot.explain.NothingToExplainException;
import io.earshot.history.EventLog;
import io.earshot.preview.NothingToPreviewException;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers errors by problem details (RFC 9457), of one line each. */
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final Pattern CLASS_NAME =
            Pattern.compile("\\b[a-z]\\w*(\\.[a-z]\\w*)+\\.[A-Z]\\w*|\\b[A-Z]\\w*(Exception|Error)\\b");
    private static final Pattern FILE = Pattern.compile("(^|[\\s\"'(])/[\\w.-]+/\\S");

    /** When to ask again for what is being read. */
    static final Duration SOON = Duration.ofSeconds(5);

    /** Content type of a problem. */
    static final String TYPE = "application/problem+json";

    private Problems() {}

    /** Malformed requests throw {@link IllegalArgumentException}; its message is shown to the caller. */
    public static void addTo(JavalinDefaultRoutingApi routes) {
        routes.exception(ProblemException.class, Problems::ofResource);
        routes.exception(
                EventLog.StillReadingException.class,
                (e, ctx) -> ofResource(
                        new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage(), Optional.of(SOON)), ctx));
        routes.exception(
                IllegalArgumentException.class, (e, ctx) -> write(ctx, HttpStatus.BAD_REQUEST, e.getMessage()));
        routes.exception(NothingToExplainException.class, (e, ctx) -> write(ctx, HttpStatus.NOT_FOUND, e.getMessage()));
        routes.exception(UnknownEventException.class, (e, ctx) -> write(ctx, HttpStatus.NOT_FOUND, e.getMessage()));
        routes.exception(NoAudioException.class, (e, ctx) -> write(ctx, HttpStatus.NOT_FOUND, e.getMessage()));
        routes.exception(AudioGoneException.class, (e, ctx) -> write(ctx, HttpStatus.GONE, e.getMessage()));
        routes.exception(NothingToPreviewException.class, (e, ctx) -> write(ctx, HttpStatus.NOT_FOUND, e.getMessage()));
        routes.exception(UncheckedIOException.class, (e, ctx) -> write(ctx, HttpStatus.SERVICE_UNAVAILABLE, reason(e)));
        routes.exception(KafkaException.class, (e, ctx) -> write(ctx, HttpStatus.SERVICE_UNAVAILABLE, e.getMessage()));
        routes.exception(
                EofException.class,
                (e, ctx) -> write(ctx, HttpStatus.BAD_REQUEST, "the body ended early, or is malformed"));
        routes.exception(HttpResponseException.class, Problems::ofServer);
        routes.exception(Exception.class, (e, ctx) -> {
            LOG.error("{} {} failed", ctx.method(), ctx.path(), e);
            write(ctx, HttpStatus.INTERNAL_SERVER_ERROR, "the service failed; its log has the reason");
        });
    }

    private static void ofResource(ProblemException e, Context ctx) {
        e.retryAfter().ifPresent(time -> ctx.header("Retry-After", Long.toString(time.toSeconds())));
        write(ctx, e.status(), e.getMessage());
    }

    /** Without the name of the cause's class, which stands in messages that nobody wrote. */
    private static String reason(UncheckedIOException e) {
        IOException cause = e.getCause();
        return cause.toString().equals(e.getMessage()) ? cause.getMessage() : e.getMessage();
    }

    /** What Javalin itself rejects. */
    private static void ofServer(HttpResponseException e, Context ctx) {
        HttpStatus status = HttpStatus.forStatus(e.getStatus());
        String methods = e.getDetails().get("availableMethods");
        if (methods != null) {
            ctx.header("Allow", methods);
        }
        write(
                ctx,
                status,
                switch (status) {
                    case NOT_FOUND -> "there is nothing at this path; /api/openapi.json describes the API";
                    case METHOD_NOT_ALLOWED -> "this path takes " + methods;
                    case CONTENT_TOO_LARGE -> RequestCheck.tooLarge().getMessage();
                    default -> e.getMessage();
                });
    }

    /** @param detail for the caller; made one line */
    static void write(Context ctx, HttpStatus status, String detail) {
        String line = String.valueOf(detail).strip().replaceAll("\\s+", " ");
        if (isOfTheProgram(line, status)) {
            LOG.warn("{} {} is answered {} without the reason: {}", ctx.method(), ctx.path(), status.getCode(), line);
            line = "the reason is in the log of the service";
        }
        ctx.status(status).contentType(TYPE).result(of(status.getCode(), line));
    }

    /** Whether a message of a library says more of the program than callers may know. */
    private static boolean isOfTheProgram(String line, HttpStatus status) {
        return CLASS_NAME.matcher(line).find()
                || (status.getCode() >= 500 && FILE.matcher(line).find());
    }

    /** A problem as JSON. */
    static byte[] of(int status, String detail) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", HttpStatus.forStatus(status).getMessage());
        problem.put("status", status);
        problem.put("detail", detail);
        return Answers.bytes(problem);
    }
}

package io.earshot.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records who changed what, and who was refused: one line each, with names of keys and never a key. */
final class Audit {
    private static final Logger LOG = LoggerFactory.getLogger("io.earshot.audit");
    private static final int MOST_CHARS = 200;

    private Audit() {}

    /** @param reason for the reader of the log; holds nothing that the caller sent */
    static void refused(Context ctx, String who, String reason) {
        LOG.warn("refused {} from {}: {} {}: {}", who, ctx.ip(), ctx.method(), path(ctx), reason);
    }

    /** A change that was asked for by a caller who may. */
    static void changed(Context ctx) {
        boolean isChange = Permission.of(ctx)
                .filter(asked -> !Permission.READ.covers(asked))
                .isPresent();
        if (isChange && ctx.statusCode() < HttpStatus.BAD_REQUEST.getCode()) {
            LOG.info(
                    "{} from {}: {} {}: {}",
                    Caller.of(ctx).name(),
                    ctx.ip(),
                    ctx.method(),
                    path(ctx),
                    ctx.statusCode());
        }
    }

    /** As it was sent, percent-encoded, without parameters. */
    private static String path(Context ctx) {
        String path = ctx.path().replaceAll("[^\\x21-\\x7e]", "?");
        return path.length() > MOST_CHARS ? path.substring(0, MOST_CHARS) + "..." : path;
    }
}

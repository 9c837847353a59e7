package io.earshot.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets callers in to the routes that their key allows. A right key is always let in, even from an address that failed often:
 * a program with an old key must not lock out the others behind the same proxy. Keys are too long to be guessed.
 */
final class KeyCheck implements Handler {
    private static final Pattern BEARER =
            Pattern.compile("Bearer +([A-Za-z0-9._~+/=-]{1,512})", Pattern.CASE_INSENSITIVE);

    private final AccessRules rules;
    private final FailedTries tries;

    /** @param nanos a clock that only goes forward, nanoseconds */
    KeyCheck(AccessRules rules, LongSupplier nanos) {
        this.rules = rules;
        this.tries = new FailedTries(nanos);
    }

    @Override
    public void handle(Context ctx) throws UnknownHostException {
        Optional<Permission> asked = Permission.of(ctx);
        if (asked.isEmpty()) {
            return;
        }
        Caller caller = caller(ctx, asked.get());
        if (!caller.permission().covers(asked.get())) {
            throw refusal(ctx, caller, asked.get());
        }
        caller.on(ctx);
    }

    private Caller caller(Context ctx, Permission asked) throws UnknownHostException {
        String header = ctx.header("Authorization");
        ApiKeys keys = rules.keys().get();
        if (header == null || keys.isEmpty()) {
            return rules.withoutKey().orElseThrow(() -> keyNeeded(ctx, asked));
        }
        Matcher bearer = BEARER.matcher(header.strip());
        Optional<Caller> caller = bearer.matches() ? keys.find(bearer.group(1)) : Optional.empty();
        if (caller.isEmpty()) {
            throw wrongKey(ctx);
        }
        return caller.get();
    }

    private ProblemException wrongKey(Context ctx) throws UnknownHostException {
        Duration wait = tries.count(InetAddress.getByName(ctx.ip()));
        if (wait.isZero()) {
            Audit.refused(ctx, "an unknown key", "no such key");
            ctx.header("WWW-Authenticate", "Bearer realm=\"earshot\", error=\"invalid_token\"");
            return new ProblemException(
                    HttpStatus.UNAUTHORIZED, "this key is not known; send Authorization: Bearer KEY");
        }
        ctx.header(
                "Retry-After", Long.toString(wait.plusSeconds(1).minusNanos(1).toSeconds()));
        return new ProblemException(HttpStatus.TOO_MANY_REQUESTS, "too many wrong keys came from this address");
    }

    private ProblemException refusal(Context ctx, Caller caller, Permission asked) {
        if (!caller.equals(Caller.ANONYMOUS)) {
            String reason = "its role is " + caller.permission().word() + ", needed is " + asked.word();
            Audit.refused(ctx, caller.name(), reason);
            return new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "the role of key " + caller.name() + " is "
                            + caller.permission().word() + "; this needs " + asked.word());
        }
        if (!rules.keys().get().isEmpty()) {
            return keyNeeded(ctx, asked);
        }
        Audit.refused(ctx, caller.name(), "there are no keys");
        return new ProblemException(
                HttpStatus.FORBIDDEN,
                "changes are off, because others reach this address and there are no keys: set http.keys.file, or http.host"
                        + " to 127.0.0.1");
    }

    private static ProblemException keyNeeded(Context ctx, Permission asked) {
        ctx.header("WWW-Authenticate", "Bearer realm=\"earshot\"");
        return new ProblemException(
                HttpStatus.UNAUTHORIZED,
                "this needs a key with the role " + asked.word() + ": send Authorization: Bearer KEY");
    }
}

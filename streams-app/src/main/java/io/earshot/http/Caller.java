package io.earshot.http;

import io.javalin.http.Context;
import java.util.Objects;

/**
 * Who asks.
 *
 * @param name of the key that came with the request; {@code local} if there was none, or {@code anonymous} from another machine
 * @param permission what the caller may do
 */
public record Caller(String name, Permission permission) {
    /** Whoever asks without a key, on the machine itself. */
    static final Caller LOCAL = new Caller("local", Permission.ADMIN);

    /** Whoever reads without a key, from anywhere. */
    static final Caller ANONYMOUS = new Caller("anonymous", Permission.READ);

    private static final String ATTRIBUTE = "earshot.caller";

    public Caller {
        Objects.requireNonNull(name);
        Objects.requireNonNull(permission);
    }

    /** The caller of a request that was let in. */
    public static Caller of(Context ctx) {
        Caller caller = ctx.attribute(ATTRIBUTE);
        return caller == null ? ANONYMOUS : caller;
    }

    /** Records who asks, for the handlers of the request. */
    void on(Context ctx) {
        ctx.attribute(ATTRIBUTE, this);
    }
}

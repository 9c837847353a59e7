package io.earshot.http;

import io.javalin.http.Context;
import io.javalin.security.RouteRole;
import java.util.Locale;
import java.util.Optional;

/** What a route asks of its caller. Each permission includes those before it. */
public enum Permission implements RouteRole {
    /** Sees and hears everything. */
    READ,
    /** Changes queries, sources and receivers. */
    OPERATE,
    /** Sees what the others do, and repeats what failed. */
    ADMIN;

    /** What the route of a request asks for; empty: nothing. */
    static Optional<Permission> of(Context ctx) {
        return ctx.routeRoles().stream().map(Permission.class::cast).findFirst();
    }

    /** As it is written in keys and messages. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this is enough for what a route asks. */
    public boolean covers(Permission asked) {
        return compareTo(asked) >= 0;
    }
}

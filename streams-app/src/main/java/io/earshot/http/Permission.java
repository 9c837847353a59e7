package io.earshot.http;

import io.javalin.security.RouteRole;

/** What a route asks of its caller. Each permission includes those before it. */
public enum Permission implements RouteRole {
    /** Sees and hears everything. */
    READ,
    /** Changes queries, sources and receivers. */
    OPERATE,
    /** Sees what the others do, and repeats what failed. */
    ADMIN;

    /** Whether this is enough for what a route asks. */
    public boolean covers(Permission asked) {
        return compareTo(asked) >= 0;
    }
}

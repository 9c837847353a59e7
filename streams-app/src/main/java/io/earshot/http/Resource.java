package io.earshot.http;

import io.javalin.router.JavalinDefaultRoutingApi;

/**
 * A part of the API. Its routes name the {@link Permission} that they need; a route without one needs none. Handlers throw
 * what {@link Problems} turns into answers.
 */
@FunctionalInterface
public interface Resource {
    /** Adds the routes, each below {@code /api/}. */
    void addTo(JavalinDefaultRoutingApi routes);
}

package io.earshot.http;

import io.javalin.http.ExceptionHandler;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.sse.SseHandler;
import io.javalin.router.Endpoint;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.javalin.security.Roles;
import io.javalin.security.RouteRole;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsExceptionHandler;
import io.javalin.websocket.WsHandlerType;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The routes of the API. Each names the permission that it needs; one that forgets it stops the service at its start. What
 * answers GET answers HEAD alike, but for streams.
 */
final class ApiRoutes implements JavalinDefaultRoutingApi {
    private static final String ROOT = "/api/";

    private final JavalinDefaultRoutingApi routes;
    private final Set<String> documented = new TreeSet<>();

    ApiRoutes(JavalinDefaultRoutingApi routes) {
        this.routes = routes;
    }

    /** Each route but for HEAD, as in "GET /api/queries/{id}". */
    Set<String> operations() {
        return Set.copyOf(documented);
    }

    @Override
    public JavalinDefaultRoutingApi addEndpoint(Endpoint endpoint) {
        requirePermission(endpoint);
        documented.add(endpoint.method + " " + endpoint.path);
        routes.addEndpoint(endpoint);
        if (endpoint.method.equals(HandlerType.GET) && !(endpoint.handler instanceof SseHandler)) {
            Endpoint head = new Endpoint(HandlerType.HEAD, endpoint.path, endpoint.handler, Set.of())
                    .withMetadata(endpoint.metadata(Roles.class));
            routes.addEndpoint(head);
        }
        return this;
    }

    private static void requirePermission(Endpoint endpoint) {
        Roles roles = endpoint.metadata(Roles.class);
        boolean hasOne = roles != null
                && roles.getRoles().size() == 1
                && roles.getRoles().iterator().next() instanceof Permission;
        if (!endpoint.path.startsWith(ROOT) || !hasOne || !endpoint.method.isHttpMethod()) {
            throw new IllegalStateException(
                    endpoint.method + " " + endpoint.path + " must be below " + ROOT + " and name one permission");
        }
    }

    @Override
    public <E extends Exception> JavalinDefaultRoutingApi exception(
            Class<E> type, ExceptionHandler<? super E> handler) {
        routes.exception(type, handler);
        return this;
    }

    @Override
    public JavalinDefaultRoutingApi error(int status, String contentType, Handler handler) {
        throw new UnsupportedOperationException("errors are problems, thrown by handlers");
    }

    @Override
    public <E extends Exception> JavalinDefaultRoutingApi wsException(
            Class<E> type, WsExceptionHandler<? super E> handler) {
        throw new UnsupportedOperationException("the API has no web sockets");
    }

    @Override
    public JavalinDefaultRoutingApi addWsHandler(
            WsHandlerType type, String path, Consumer<WsConfig> handler, RouteRole... roles) {
        throw new UnsupportedOperationException("the API has no web sockets");
    }
}

package io.earshot.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.metrics.TaggingMetrics;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The server: the status page, the probes, the metrics, and the resources of the API. */
public final class HttpEndpoint implements AutoCloseable {
    private static final String POLICY = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'";

    private final ObjectMapper json = new ObjectMapper();
    private final ServiceStatus status;
    private final TaggingMetrics metrics;
    private final Javalin server;

    private HttpEndpoint(ServiceStatus status, List<Resource> resources, TaggingMetrics metrics, String host) {
        this.status = status;
        this.metrics = metrics;
        this.server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.routes.before(HttpEndpoint::protect);
            config.routes.before(new HostCheck(host));
            config.routes.get("/", ctx -> asset(ctx, "index.html", "text/html"));
            config.routes.get("/page.css", ctx -> asset(ctx, "page.css", "text/css"));
            config.routes.get("/page.js", ctx -> asset(ctx, "page.js", "text/javascript"));
            config.routes.get("/live", ctx -> probe(ctx, status.live()));
            config.routes.get("/ready", ctx -> probe(ctx, status.ready()));
            config.routes.get("/metrics", this::metrics);
            config.routes.get("/api/status", this::statusJson, Permission.READ);
            config.routes.get("/api/queries", ctx -> json(ctx, Map.of("queries", status.queries())), Permission.READ);
            config.routes.get(
                    "/api/near-misses", ctx -> json(ctx, Map.of("nearMisses", status.nearMisses())), Permission.READ);
            resources.forEach(resource -> resource.addTo(config.routes));
            Problems.addTo(config.routes);
        });
    }

    /**
     * Starts answering.
     *
     * @param resources of the API, beside status, queries and near misses
     * @param port 0: a free one
     * @throws IOException if the server cannot listen on the address, because it is taken for example
     */
    public static HttpEndpoint start(
            ServiceStatus status, List<Resource> resources, TaggingMetrics metrics, String host, int port)
            throws IOException {
        HttpEndpoint endpoint = new HttpEndpoint(status, resources, metrics, host);
        try {
            requireFree(host, port);
            endpoint.server.start(host, port);
            return endpoint;
        } catch (IOException | JavalinException e) {
            endpoint.close();
            Throwable reason = deepest(e);
            throw new IOException(
                    "the status page cannot listen on " + host + ":" + port + " (" + reason.getMessage()
                            + "); choose another address with http.host and http.port, for example -s http.port=0 for a"
                            + " free port",
                    reason);
        }
    }

    /** Checked before the server starts, because the server would also log its exception. */
    private static void requireFree(String host, int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        }
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    /** The system's own exception, below those of the library. */
    private static Throwable deepest(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }

    private static void protect(Context ctx) {
        ctx.header("Content-Security-Policy", POLICY);
        ctx.header("X-Content-Type-Options", "nosniff");
        ctx.header("Cache-Control", "no-store");
    }

    private static void probe(Context ctx, boolean good) {
        ctx.status(good ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE).result(good ? "ok\n" : "not yet\n");
    }

    private void metrics(Context ctx) {
        ctx.contentType("text/plain; version=0.0.4; charset=utf-8").result(metrics.scrape());
    }

    private void statusJson(Context ctx) throws JsonProcessingException {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("state", status.state());
        answer.put("role", status.role());
        answer.put("ready", status.ready());
        answer.put("commandOptions", status.commandOptions());
        // Null where this process tags nothing.
        answer.put("model", status.model());
        answer.put("queries", status.queries());
        answer.put("sources", status.sources());
        answer.put("events", status.events());
        json(ctx, answer);
    }

    private void json(Context ctx, Map<String, ?> answer) throws JsonProcessingException {
        ctx.contentType("application/json").result(json.writeValueAsBytes(answer));
    }

    private static void asset(Context ctx, String name, String type) {
        try (InputStream in = HttpEndpoint.class.getResourceAsStream("/web/" + name)) {
            ctx.contentType(type + "; charset=utf-8").result(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the page's " + name, e);
        }
    }
}

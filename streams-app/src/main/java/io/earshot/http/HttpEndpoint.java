package io.earshot.http;

import io.earshot.metrics.TaggingMetrics;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server: the console, the probes, the metrics, and the resources of the API. */
public final class HttpEndpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpEndpoint.class);
    /** Nothing runs, is shown or is asked but what this service serves; a clip that was fetched with a key is a blob. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " worker-src 'self'; img-src 'self' blob:; media-src 'self' blob:; manifest-src 'self'; form-action 'none';"
            + " frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'";

    /** Ids hold slashes and percent signs, which come encoded. Handlers never see the server's own decoding of a path. */
    private static final UriCompliance IDS_IN_PATHS = UriCompliance.DEFAULT.with(
            "ids in paths",
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING);

    private static final int PROBE_THREADS = 10;
    private static final int PROBE_CONNECTIONS = 64;

    private final ServiceStatus status;
    private final TaggingMetrics metrics;
    private final AccessRules rules;
    private final Javalin server;
    private final Optional<Javalin> probes;
    private volatile Set<String> operations = Set.of();

    private HttpEndpoint(
            ServiceStatus status,
            List<Resource> resources,
            TaggingMetrics metrics,
            AccessRules rules,
            ServerLimits limits) {
        this.status = status;
        this.metrics = metrics;
        this.rules = rules;
        List<Resource> all = new ArrayList<>(List.of(OpenApiDocument.resource(), StatusResource.of(status)));
        all.addAll(resources);
        this.server = Javalin.create(config -> {
            harden(config);
            limit(config, limits);
            check(config);
            addPages(config);
            ApiRoutes routes = new ApiRoutes(config.routes);
            all.forEach(resource -> resource.addTo(routes));
            operations = routes.operations();
            Problems.addTo(config.routes);
        });
        this.probes = limits.probePort().isPresent() ? Optional.of(probes()) : Optional.empty();
    }

    /** A server of its own: a port whose threads and connections no reader of the console can hold. */
    private Javalin probes() {
        return Javalin.create(config -> {
            harden(config);
            config.jetty.threadPool = new QueuedThreadPool(PROBE_THREADS, 2);
            config.jetty.modifyServer(jetty -> jetty.addBean(limit(PROBE_CONNECTIONS, jetty)));
            config.routes.before(HttpEndpoint::protect);
            config.routes.before(new HostCheck(rules));
            addProbes(config);
            Problems.addTo(config.routes);
        });
    }

    private static void limit(JavalinConfig config, ServerLimits limits) {
        config.jetty.threadPool = new QueuedThreadPool(ServerLimits.THREADS, 8, 60_000);
        config.jetty.modifyServer(jetty -> {
            jetty.setHandler(new Turnstile(ServerLimits.THREADS_OF_REQUESTS));
            jetty.addBean(limit(limits.connections(), jetty));
        });
    }

    private static NetworkConnectionLimit limit(int connections, Server jetty) {
        NetworkConnectionLimit limit = new NetworkConnectionLimit(connections, jetty);
        limit.setEndPointIdleTimeout(ServerLimits.IDLE_MILLIS_WHEN_FULL);
        return limit;
    }

    /** What the server does by itself says nothing of the server. */
    private static void harden(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.http.prefer405over404 = true;
        config.http.maxRequestSize = RequestCheck.MOST_BYTES;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setIdleTimeout(ServerLimits.IDLE_MILLIS);
            http.setUriCompliance(IDS_IN_PATHS);
        });
        config.jetty.modifyServer(jetty -> jetty.setErrorHandler(new ServerProblems()));
        config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(new ServerProblems()));
    }

    private void check(JavalinConfig config) {
        config.routes.before(HttpEndpoint::protect);
        config.routes.before(new HostCheck(rules));
        config.routes.before(new RequestCheck());
        config.routes.beforeMatched(new KeyCheck(rules, System::nanoTime));
        config.routes.afterMatched(Audit::changed);
    }

    private void addPages(JavalinConfig config) {
        new ConsoleFiles().addTo(config.routes);
        addProbes(config);
    }

    private void addProbes(JavalinConfig config) {
        config.routes.get("/live", ctx -> probe(ctx, status.live()));
        config.routes.get("/ready", ctx -> probe(ctx, status.ready()));
        config.routes.get("/metrics", this::metrics);
    }

    /**
     * Starts answering, without keys.
     *
     * @param resources of the API, beside the status
     * @param port 0: a free one
     * @throws IOException if the server cannot listen on the address, because it is taken for example
     */
    public static HttpEndpoint start(
            ServiceStatus status, List<Resource> resources, TaggingMetrics metrics, String host, int port)
            throws IOException {
        return start(status, resources, metrics, AccessRules.ofHost(host), port);
    }

    /** The same with the limits that suit few readers. */
    public static HttpEndpoint start(
            ServiceStatus status, List<Resource> resources, TaggingMetrics metrics, AccessRules rules, int port)
            throws IOException {
        return start(status, resources, metrics, rules, port, ServerLimits.DEFAULT);
    }

    /**
     * Starts answering.
     *
     * @param resources of the API, beside the status
     * @param rules who may ask what
     * @param port 0: a free one
     * @param limits what readers can cost
     * @throws IOException if the server cannot listen on the address, because it is taken for example
     */
    public static HttpEndpoint start(
            ServiceStatus status,
            List<Resource> resources,
            TaggingMetrics metrics,
            AccessRules rules,
            int port,
            ServerLimits limits)
            throws IOException {
        HttpEndpoint endpoint = new HttpEndpoint(status, resources, metrics, rules, limits);
        try {
            listen(endpoint.server, "the console", rules.host(), port, "http.port");
            if (endpoint.probes.isPresent()) {
                int probePort = limits.probePort().getAsInt();
                listen(endpoint.probes.get(), "the probes", rules.host(), probePort, "http.probe.port");
            }
            rules.notice().ifPresent(LOG::warn);
            return endpoint;
        } catch (IOException | RuntimeException e) {
            endpoint.close();
            throw e;
        }
    }

    private static void listen(Javalin server, String what, String host, int port, String setting) throws IOException {
        try {
            requireFree(host, port);
            server.start(host, port);
        } catch (IOException | JavalinException e) {
            Throwable reason = deepest(e);
            throw new IOException(
                    what + " cannot listen on " + host + ":" + port + " (" + reason.getMessage()
                            + "); choose another address with http.host and " + setting + ", for example -s " + setting
                            + "=0 for a free port",
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

    /** The port of probes and metrics alone, if there is one. */
    public OptionalInt probePort() {
        return probes.map(own -> OptionalInt.of(own.port())).orElseGet(OptionalInt::empty);
    }

    /** What the API takes, as in "GET /api/queries/{id}". */
    Set<String> operations() {
        return operations;
    }

    @Override
    public void close() {
        server.stop();
        probes.ifPresent(Javalin::stop);
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
        ctx.header("Cross-Origin-Resource-Policy", "same-origin");
        ctx.header("Cache-Control", "no-store");
    }

    private static void probe(Context ctx, boolean good) {
        ctx.status(good ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE).result(good ? "ok\n" : "not yet\n");
    }

    private void metrics(Context ctx) {
        ctx.contentType("text/plain; version=0.0.4; charset=utf-8").result(metrics.scrape());
    }
}

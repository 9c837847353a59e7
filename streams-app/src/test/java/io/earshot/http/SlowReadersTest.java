package io.earshot.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.metrics.TaggingMetrics;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Readers that ask and do not read, senders that do not send on: the probes answer all the same. */
class SlowReadersTest {
    private static final int MANY = 350;
    private static final byte[] BIG = new byte[16 << 20];

    private final TaggingMetrics metrics = new TaggingMetrics();
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger asked = new AtomicInteger();
    private final List<Socket> sockets = new ArrayList<>();
    private HttpEndpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        Resource big = routes -> routes.get(
                "/api/big",
                ctx -> {
                    asked.incrementAndGet();
                    ctx.result(BIG);
                },
                Permission.READ);
        endpoint = HttpEndpoint.start(
                new FakeStatus(),
                List.of(big),
                metrics,
                AccessRules.ofHost("127.0.0.1"),
                0,
                new ServerLimits(1_024, OptionalInt.of(0)));
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        endpoint.close();
        metrics.close();
    }

    @Test
    void shouldAnswerProbesOnTheSamePortWhileManyDoNotReadTheirAnswers() throws Exception {
        for (int i = 0; i < MANY; i++) {
            ask("GET /api/big HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> asked.get() >= ServerLimits.THREADS_OF_REQUESTS);
        for (int i = 0; i < 5; i++) {
            assertThat(get(endpoint.port(), "/live")).isEqualTo(200);
        }
        // The others are asked to come back, rather than left without an answer.
        assertThat(get(endpoint.port(), "/api/status")).isEqualTo(503);
    }

    @Test
    void shouldAnswerProbesAndMetricsOnTheirOwnPortWhateverTheOtherSuffers() throws Exception {
        for (int i = 0; i < MANY; i++) {
            ask("GET /api/big HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        for (int i = 0; i < 700; i++) {
            ask("GET /api/status HTTP/1.1\r\nHost: loc");
        }
        int port = endpoint.probePort().orElseThrow();
        assertThat(get(port, "/live")).isEqualTo(200);
        assertThat(get(port, "/ready")).isBetween(200, 503);
        assertThat(get(port, "/metrics")).isEqualTo(200);
        assertThat(get(port, "/api/status")).as("nothing else").isEqualTo(404);
    }

    private void ask(String request) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4 << 10);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.port()), 10_000);
        sockets.add(socket);
        OutputStream out = socket.getOutputStream();
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Within seconds, on a machine that builds, too; without spare threads it would take half a minute. */
    private int get(int port, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(3))
                .build();
        return client.send(request, BodyHandlers.ofString()).statusCode();
    }
}

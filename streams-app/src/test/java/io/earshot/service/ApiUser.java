package io.earshot.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/** Whoever has nothing but the API. */
public final class ApiUser {
    private static final Duration STARTUP = Duration.ofMinutes(2);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;

    public ApiUser(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    public void awaitReady(EarshotProcess service) {
        await().atMost(STARTUP).pollInterval(Duration.ofMillis(300)).until(() -> {
            assertThat(service.isAlive()).as(service.errors()).isTrue();
            return isReady();
        });
    }

    private boolean isReady() throws InterruptedException {
        try {
            return send(request("/ready").GET()).statusCode() == 200;
        } catch (IOException e) {
            // It does not listen yet.
            return false;
        }
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return answer(send(request(path).GET()));
    }

    public JsonNode put(String path, String body) throws IOException, InterruptedException {
        return answer(send(request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body))));
    }

    public JsonNode post(String path, String body) throws IOException, InterruptedException {
        return answer(send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))));
    }

    public HttpResponse<byte[]> bytes(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).GET();
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** The ids of a list's items. */
    public List<String> ids(String path) throws IOException, InterruptedException {
        return StreamSupport.stream(get(path).get("items").spliterator(), false)
                .map(item -> item.get("id").asText())
                .toList();
    }

    /** Listens to the stream of events from a cursor on. */
    StreamedEvents follow(String cursor) throws IOException, InterruptedException {
        return StreamedEvents.open(URI.create(base + "/api/events/stream"), cursor);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(60));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private JsonNode answer(HttpResponse<byte[]> answer) throws IOException {
        assertThat(answer.statusCode())
                .as("%s: %s", answer.request(), new String(answer.body(), UTF_8))
                .isBetween(200, 299);
        return json.readTree(answer.body());
    }
}

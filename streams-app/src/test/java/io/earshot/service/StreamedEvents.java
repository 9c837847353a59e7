package io.earshot.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** One who listens to the stream of events, and keeps the cursor as a browser does. */
final class StreamedEvents implements AutoCloseable {
    private static final Set<String> PHASES = Set.of("open", "update", "close");

    private final ObjectMapper json = new ObjectMapper();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final InputStream in;
    private volatile String cursor;

    private StreamedEvents(InputStream in, String cursor) {
        this.in = in;
        this.cursor = cursor;
    }

    static StreamedEvents open(URI stream, String cursor) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(stream).header("Last-Event-ID", cursor).build();
        HttpResponse<InputStream> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        StreamedEvents events = new StreamedEvents(answer.body(), cursor);
        Thread reader = new Thread(events::read, "streamed-events");
        reader.setDaemon(true);
        reader.start();
        return events;
    }

    /** The first event of a phase. */
    JsonNode await(String phase, Duration most) {
        return Awaitility.await()
                .atMost(most)
                .until(
                        () -> events.stream()
                                .filter(event -> event.get("phase").asText().equalsIgnoreCase(phase))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    List<JsonNode> events() {
        return List.copyOf(events);
    }

    /** Where to go on: behind {@link #events()}, once it is closed. */
    String cursor() {
        return cursor;
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String type = "";
            String id = cursor;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    take(type, id, line.substring(6));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // It was closed.
            return;
        }
    }

    private synchronized void take(String type, String id, String data) throws IOException {
        if (PHASES.contains(type)) {
            events.add(json.readTree(data));
        }
        cursor = id;
    }

    /** Listens to nothing more: {@link #events()} and {@link #cursor()} stay as they are. */
    synchronized void stop() throws IOException {
        in.close();
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}

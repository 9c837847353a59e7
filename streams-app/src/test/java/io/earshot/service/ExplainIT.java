package io.earshot.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.app.LoadedModel;
import io.earshot.app.TaggingService;
import io.earshot.audio.SampleClock;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.query.DecisionRules;
import io.earshot.query.StandingQuery;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why not, asked of a running service. */
class ExplainIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long LATER = Recordings.EPOCH + 3_600_000_000L;

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void shouldNameTheRuleAndFireInAReplayWithTheChangeThatItSuggests() throws Exception {
        try (Cluster cluster = new Cluster(folder.resolve("broker"), Map.of());
                LoadedModel model = LoadedModel.open(cluster.config());
                TaggingService service = TaggingService.start(cluster.config(), model)) {
            assertThat(service.awaitReady(PATIENCE)).as(service.state()).isTrue();
            listen(cluster, service, DecisionRules.ofConfidence(0.995));
            cluster.publish(Recordings.chunks("siren.wav", "yard"));
            JsonNode miss = awaitNearMiss(service);
            assertThat(cluster.events()).isEmpty();

            JsonNode why = explain(service, miss.get("start").asText());
            assertThat(why.get("verdict").asText()).isEqualTo("REJECTED");
            assertThat(why.get("rejectedBy").asText())
                    .isEqualTo(miss.get("rejectedBy").asText())
                    .isEqualTo("OPEN_CONFIDENCE");
            assertThat(why.get("missedBy").asDouble())
                    .isEqualTo(miss.get("missedBy").asDouble());
            assertThat(why.at("/why/levelScores")).hasSize(3);
            JsonNode change = why.at("/suggestions/0/changes/0");
            assertThat(change.get("setting").asText()).isEqualTo("threshold");

            listen(
                    cluster,
                    service,
                    DecisionRules.ofConfidence(
                            Double.parseDouble(change.get("to").asText())));
            cluster.publish(Recordings.chunks("siren.wav", "yard", LATER));
            await().atMost(PATIENCE).until(() -> cluster.events().containsKey("yard"));
            Event event = cluster.events().get("yard").get(0);
            assertThat(event.phase()).isEqualTo(EventPhase.OPEN);

            JsonNode now = explain(service, time(event.onsetMicros()));
            assertThat(now.get("verdict").asText()).isEqualTo("HEARD");
            assertThat(now.at("/event/eventId").asText()).isEqualTo(event.eventId());
            assertThat(explain(service, miss.get("start").asText()).get("notes").toString())
                    .contains("The query was written at");
            commandLineShouldSayTheSame(service, miss.get("start").asText());
        }
    }

    @Test
    void shouldFindAudioWhoseClockIsAheadAndSayWhatIsNotKept() throws Exception {
        long ahead = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) + 7_200_000_000L;
        try (Cluster cluster = new Cluster(folder.resolve("broker"), Map.of());
                LoadedModel model = LoadedModel.open(cluster.config());
                TaggingService service = TaggingService.start(cluster.config(), model)) {
            assertThat(service.awaitReady(PATIENCE)).as(service.state()).isTrue();
            listen(cluster, service, DecisionRules.ofConfidence(0.3));
            cluster.publish(Recordings.chunks("siren.wav", "yard", ahead));
            await().atMost(PATIENCE).until(() -> isClosed(cluster.events().get("yard")));

            assertThat(explain(service, time(ahead + 4_000_000)).get("verdict").asText())
                    .isEqualTo("HEARD");
            assertThat(error(service, "source=yard&query=siren&at=" + (ahead - 60_000_000L)))
                    .contains("that is not kept: the segments of source \"yard\" begin at");
            assertThat(error(service, "source=yard&query=siren&at=" + (ahead + 600_000_000L)))
                    .contains("source \"yard\" has been heard up to");
            assertThat(error(service, "source=attic&query=siren&at=" + ahead))
                    .contains("nothing of source \"attic\" is found");
            assertThat(error(service, "source=yard&query=dog&at=" + ahead)).contains("no query \"dog\" is matched");
            previewShouldTellWhatWasTold(cluster, service, ahead);
            JsonNode other = read(get(service, "source=yard&text=rain%20falling&at=" + (ahead + 4_000_000)));
            assertThat(other.get("verdict").asText()).isEqualTo("REJECTED");
        }
    }

    /** Registered or only tried: the same query has the same events, by their ids. */
    private void previewShouldTellWhatWasTold(Cluster cluster, TaggingService service, long since) throws Exception {
        List<String> told = cluster.events().get("yard").stream()
                .filter(event -> event.phase() == EventPhase.CLOSE)
                .map(Event::eventId)
                .sorted()
                .toList();
        String tried = "\"query\":{\"id\":\"siren\",\"text\":\"a siren wailing\",\"rules\":{\"threshold\":\"30%\"}}";
        for (HttpResponse<String> answer : List.of(
                get(service, "preview", "?query=siren&since=" + since),
                post(service, "preview", "{" + tried + ",\"since\":" + since + "}"))) {
            JsonNode preview = read(answer);
            assertThat(preview.get("newestEvents").findValuesAsText("eventId"))
                    .containsExactlyInAnyOrderElementsOf(told);
            assertThat(preview.get("readPart").asDouble()).isEqualTo(1);
            assertThat(preview.at("/sources/0/source").asText()).isEqualTo("yard");
            assertThat(preview.get("thresholds")).hasSize(7);
        }
        JsonNode learned = read(post(
                service,
                "preview",
                "{\"query\":{\"text\":\"rain falling\",\"rules\":{\"alarmsPerDay\":5}},\"since\":" + since + "}"));
        assertThat(learned.at("/sources/0/operatingPoint/decidedBy").asText()).isEqualTo("MODEL");
        assertThat(previewError(service, "text=rain&source=attic&since=" + since))
                .isEqualTo("nothing is kept of source attic; sources are yard");
        assertThat(previewError(service, "query=dog&since=" + since)).contains("no query \"dog\" is matched");
        assertThat(previewError(service, "query=siren&since=" + (since + 3_600_000_000L)))
                .contains("nothing of any source was heard since")
                .contains("what is kept was heard from");
        assertThat(service.queries().current().size()).isEqualTo(1);
    }

    private String previewError(TaggingService service, String question) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(service, "preview", "?" + question);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
        return new ObjectMapper().readTree(answer.body()).get("detail").asText();
    }

    private void commandLineShouldSayTheSame(TaggingService service, String at) throws Exception {
        String url = "http://127.0.0.1:" + service.httpPort();
        try (EarshotProcess asked = EarshotProcess.start(
                        folder,
                        "why",
                        "explain",
                        "--source",
                        "yard",
                        "--query",
                        "siren",
                        "--at",
                        at,
                        "--url",
                        url,
                        "--threshold",
                        "0.995");
                EarshotProcess previewed = EarshotProcess.start(
                        folder,
                        "preview",
                        "query",
                        "preview",
                        "a siren wailing, not music",
                        "--source",
                        "yard",
                        "--since",
                        time(Recordings.EPOCH),
                        "--alarms-per-day",
                        "5",
                        "--url",
                        url);
                EarshotProcess wrong = EarshotProcess.start(
                        folder, "none", "explain", "--source", "yard", "--query", "cat", "--at", at, "--url", url)) {
            assertThat(asked.await(PATIENCE)).as(asked.errors()).isZero();
            assertThat(asked.output().lines().toList())
                    .anyMatch(line -> line.startsWith("Not heard: it never reached the threshold"))
                    .anyMatch(line -> line.contains("--threshold"));
            assertThat(previewed.await(PATIENCE)).as(previewed.errors()).isZero();
            assertThat(previewed.output().lines().toList())
                    .anyMatch(line -> line.startsWith("\"a siren wailing, not music\" on audio of yard since 2023"))
                    .anyMatch(line -> line.startsWith("Warning: \"not\" is not understood"))
                    .anyMatch(line -> line.startsWith("    as asked"));
            assertThat(wrong.await(PATIENCE)).isEqualTo(1);
            assertThat(wrong.errors().lines().toList()).hasSize(1).allMatch(line -> line.contains("no query \"cat\""));
        }
    }

    /** Registers the query under rules, and waits until it is matched under them. */
    private static void listen(Cluster cluster, TaggingService service, DecisionRules rules)
            throws InterruptedException {
        StandingQuery siren = new StandingQuery("siren", "a siren wailing", List.of(), rules);
        cluster.register(siren);
        await().atMost(PATIENCE)
                .until(() -> service.queries()
                        .current()
                        .find("siren")
                        .filter(known -> known.query().rules().openConfidence() == rules.openConfidence())
                        .isPresent());
    }

    private JsonNode awaitNearMiss(TaggingService service) {
        return await().atMost(PATIENCE)
                .until(() -> read(get(service, "near-misses", "")).get("items"), misses -> !misses.isEmpty())
                .get(0);
    }

    private JsonNode explain(TaggingService service, String at) throws IOException, InterruptedException {
        return read(get(service, "source=yard&query=siren&at=" + at));
    }

    private String error(TaggingService service, String question) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(service, question);
        assertThat(answer.statusCode()).isEqualTo(404);
        return new ObjectMapper().readTree(answer.body()).get("detail").asText();
    }

    private HttpResponse<String> get(TaggingService service, String question) throws IOException, InterruptedException {
        return get(service, "explain", "?" + question);
    }

    private HttpResponse<String> get(TaggingService service, String what, String question)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + service.httpPort() + "/api/" + what + question);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(TaggingService service, String what, String body)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + service.httpPort() + "/api/" + what);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode read(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    private static boolean isClosed(List<Event> events) {
        return events != null && events.get(events.size() - 1).phase() == EventPhase.CLOSE;
    }

    private static String time(long micros) {
        return SampleClock.instantOfMicros(micros).toString();
    }
}

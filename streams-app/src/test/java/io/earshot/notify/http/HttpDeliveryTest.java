package io.earshot.notify.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import io.earshot.notify.Delivery;
import io.earshot.notify.Notification;
import io.earshot.notify.Outcome;
import io.earshot.notify.Receiver;
import io.earshot.notify.ReceiverKind;
import io.earshot.notify.ReceiverPolicy;
import io.earshot.notify.ReceiverRefusedException;
import io.earshot.notify.SomeEvents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers on loopback that behave as real ones do on a bad day. */
@Timeout(60)
class HttpDeliveryTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Of calls that are to be ended. */
    private static final Duration MOST = Duration.ofMillis(1_500);

    /** Of all others, on a machine that is busy. */
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private static final String SECRET = "whsec_"
            + Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private static final ReceiverPolicy LOOPBACK = ReceiverPolicy.of(
            "loopback", "NOTIFY_*", Map.of("NOTIFY_SECRET", SECRET, "NOTIFY_TOKEN", "tk_abcdef", "HOME", "/root"));

    private final Notification one = new Notification(
            "msg_1", List.of(SomeEvents.open("hall", "e1")), "https://ear.example/api/events/e1", false);

    @Test
    void shouldDeliverToAReceiverThatAnswersSlowly() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (HookServer server = HookServer.start((post, out) -> {
            asked.countDown();
            // Within the limit, and longer than any single read usually takes.
            new CountDownLatch(1).await(700, java.util.concurrent.TimeUnit.MILLISECONDS);
            HookServer.head(out, "200 OK");
            return true;
        })) {
            assertThat(deliver(server, one)).isEqualTo(new Outcome.Delivered());
            assertThat(asked.getCount()).isZero();
            assertThat(server.posts()).hasSize(1);
        }
    }

    @Test
    void shouldEndACallThatIsNeverAnswered() throws Exception {
        try (HookServer server = HookServer.start((post, out) -> {
            new CountDownLatch(1).await();
            return false;
        })) {
            long begun = System.nanoTime();
            Outcome outcome = deliver(server, one, MOST);
            assertThat(((Outcome.Later) outcome).reason()).contains("does not answer within 1 s");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PATIENT.dividedBy(2));
            assertThat(server.posts())
                    .as("a call that timed out is not repeated at once")
                    .hasSize(1);
        }
    }

    @Test
    void shouldEndACallWhoseAnswerDrips() throws Exception {
        try (HookServer server = HookServer.start((post, out) -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.ISO_8859_1));
            drip(out, "X-Drip: 1\r\n");
            return false;
        })) {
            long begun = System.nanoTime();
            assertThat(deliver(server, one, MOST)).isInstanceOf(Outcome.Later.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PATIENT.dividedBy(2));
        }
    }

    @Test
    void shouldNotWaitForABodyThatDrips() throws Exception {
        try (HookServer server = HookServer.start((post, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            drip(out, ".");
            return false;
        })) {
            long begun = System.nanoTime();
            assertThat(deliver(server, one)).isEqualTo(new Outcome.Delivered());
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PATIENT.dividedBy(2));
        }
    }

    private static void drip(java.io.OutputStream out, String drop) throws IOException, InterruptedException {
        for (int i = 0; i < 200; i++) {
            out.write(drop.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            new CountDownLatch(1).await(100, java.util.concurrent.TimeUnit.MILLISECONDS);
        }
    }

    @Test
    void shouldTryOnceMoreAtOnceWhenAKeptConnectionWasClosed() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (HookServer server = HookServer.start((post, out) -> {
            if (asked.incrementAndGet() == 2) {
                // The second request comes on the kept connection, and is read and not answered.
                return false;
            }
            HookServer.head(out, "200 OK");
            return true;
        })) {
            try (Delivery delivery = open(receiver(server, Map.of()))) {
                assertThat(delivery.deliver(one)).isEqualTo(new Outcome.Delivered());
                Notification two = new Notification("msg_2", one.events(), "", false);
                assertThat(delivery.deliver(two)).isEqualTo(new Outcome.Delivered());
            }
            assertThat(server.posts()).extracting(HookServer.Post::id).containsExactly("msg_1", "msg_2", "msg_2");
            assertThat(server.posts()).extracting(HookServer.Post::connection).containsExactly(1, 1, 2);
        }
    }

    @Test
    void shouldNotTryANewConnectionTwiceWhenItIsClosed() throws Exception {
        try (HookServer server = HookServer.start((post, out) -> false)) {
            assertThat(deliver(server, one)).isInstanceOf(Outcome.Later.class);
            assertThat(server.posts()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "301 Moved Permanently",
                "302 Found",
                "303 See Other",
                "307 Temporary Redirect",
                "308 Permanent Redirect"
            })
    void shouldFollowNoRedirect(String status) throws Exception {
        try (HookServer elsewhere = HookServer.start(HookServer.always("200 OK"));
                HookServer server =
                        HookServer.start(HookServer.always(status, "Location: " + elsewhere.url("/secret-path")))) {
            Outcome outcome = deliver(server, one);
            assertThat(((Outcome.Gone) outcome).reason())
                    .contains(status.substring(0, 3), "127.0.0.1", "change the receiver's address")
                    .doesNotContain("secret-path");
            assertThat(elsewhere.posts()).isEmpty();
            assertThat(elsewhere.connections()).isZero();
        }
    }

    @Test
    void shouldReadHowLongItIsToWait() throws Exception {
        assertThat(asked("429 Too Many Requests", "Retry-After: 7")).hasValue(Duration.ofSeconds(7));
        assertThat(asked("503 Service Unavailable", "Retry-After: Mon, 30 Nov 2026 12:01:30 GMT"))
                .hasValue(Duration.ofSeconds(90));
        assertThat(asked("429 Too Many Requests", "Retry-After: soon")).isEmpty();
        assertThat(asked("429 Too Many Requests", "Retry-After: Mon, 30 Nov 2020 12:01:30 GMT"))
                .isEmpty();
        assertThat(asked("500 Internal Server Error", "X-Other: 1")).isEmpty();
    }

    private Optional<Duration> asked(String status, String header) throws Exception {
        try (HookServer server = HookServer.start(HookServer.always(status, header))) {
            return ((Outcome.Later) deliver(server, one)).after();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "410 Gone,Gone",
        "413 Too Large,Refused",
        "400 Bad Request,Refused",
        "422 No,Refused",
        "401 No,Later",
        "404 No,Later",
        "429 No,Later",
        "500 No,Later",
        "204 No Content,Delivered",
        "202 Accepted,Delivered"
    })
    void shouldTellAnswersApart(String status, String expected) throws Exception {
        try (HookServer server = HookServer.start(HookServer.always(status))) {
            assertThat(deliver(server, one).getClass().getSimpleName()).isEqualTo(expected);
            assertThat(server.posts()).hasSize(1);
        }
    }

    @Test
    void shouldGiveUpALargeMessageWhoseConnectionBreaks() throws Exception {
        // Closes without reading, as servers do that find Content-Length too large.
        try (java.net.ServerSocket server =
                new java.net.ServerSocket(0, 50, java.net.InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> closeEach(server));
            thread.setDaemon(true);
            thread.start();
            List<io.earshot.decide.Event> many = Collections.nCopies(400, SomeEvents.open("hall", "e1"));
            Notification large = new Notification("msg_l", many, "", false);
            try (Delivery delivery = open(receiver("http://127.0.0.1:" + server.getLocalPort() + "/", Map.of()))) {
                List<String> outcomes = new ArrayList<>();
                for (int i = 0; i < 5; i++) {
                    outcomes.add(delivery.deliver(large).getClass().getSimpleName());
                }
                assertThat(outcomes).containsExactly("Later", "Later", "Later", "Later", "Refused");
            }
        }
    }

    private static void closeEach(java.net.ServerSocket server) {
        while (!server.isClosed()) {
            try (java.net.Socket socket = server.accept()) {
                socket.setSoLinger(true, 0);
            } catch (IOException e) {
                return;
            }
        }
    }

    @Test
    void shouldSignSoThatTheLibraryVerifies() throws Exception {
        try (HookServer server = HookServer.start(HookServer.always("200 OK"))) {
            Receiver receiver = receiver(server, Map.of());
            try (Delivery delivery = new HttpDeliveries(LOOPBACK, PATIENT, Clock.systemUTC()).open(receiver)) {
                assertThat(delivery.deliver(one)).isEqualTo(new Outcome.Delivered());
            }
            HookServer.Post post = server.posts().get(0);
            new Webhook(SECRET).verify(post.text(), listed(post.headers()));
            assertThatThrownBy(() -> new Webhook(SECRET).verify(post.text() + " ", listed(post.headers())))
                    .isInstanceOf(com.standardwebhooks.exceptions.WebhookVerificationException.class);
            assertThat(post.headers()).containsEntry("webhook-id", "msg_1").doesNotContainKey("upgrade");
            JsonNode body = JSON.readTree(post.body());
            assertThat(body.path("type").asText()).isEqualTo("event.open");
            assertThat(body.path("data").path("id").asText()).isEqualTo("e1");
            assertThat(body.path("data").path("query").path("text").asText())
                    .isEqualTo("glass \"breaks\" <now> & \\ again");
            assertThat(body.path("data").path("links").path("audio").asText())
                    .isEqualTo("https://ear.example/api/events/e1/audio.wav");
            assertThat(body.path("timestamp").asText()).endsWith("Z");
        }
    }

    private static Map<String, List<String>> listed(Map<String, String> headers) {
        Map<String, List<String>> listed = new TreeMap<>();
        headers.forEach((name, value) -> listed.put(name, List.of(value)));
        return listed;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "whsec_",
                "whsec_c2hvcnQ=",
                "plain-text-secret-of-some-length",
                // URL-safe, without padding, with a line break: read differently by libraries, or not at all
                "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNk_-8=",
                "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY",
                "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0\nNTY3ODlhYmNkZWY="
            })
    void shouldRefuseSecretsThatLibrariesReadDifferently(String secret) {
        ReceiverPolicy policy = ReceiverPolicy.of("loopback", "NOTIFY_*", Map.of("NOTIFY_SECRET", secret));
        Receiver receiver = receiver("http://127.0.0.1:9/", Map.of());
        assertThatThrownBy(() -> new HttpDeliveries(policy, Clock.systemUTC()).open(receiver))
                .isInstanceOf(ReceiverRefusedException.class)
                .hasMessageContaining("standard base64")
                .hasMessageNotContaining(secret.length() > 8 ? secret.substring(6) : "none");
    }

    @Test
    void shouldReachNoAddressThatIsNotAllowed() throws Exception {
        try (HookServer server = HookServer.start(HookServer.always("200 OK"))) {
            ReceiverPolicy policy = ReceiverPolicy.of("public", "NOTIFY_*", Map.of("NOTIFY_SECRET", SECRET));
            for (String host : List.of("127.0.0.1", "localhost")) {
                Receiver receiver = receiver("http://" + host + ":" + server.port() + "/", Map.of());
                try (Delivery delivery = new HttpDeliveries(policy, PATIENT, Clock.systemUTC()).open(receiver)) {
                    Outcome outcome = delivery.deliver(one);
                    assertThat(((Outcome.Later) outcome).reason()).contains("not allowed (setting notify.networks)");
                }
            }
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void shouldReadNoSecretThatIsNotAllowed() {
        Receiver receiver = receiver("http://127.0.0.1:9/${env:HOME}", Map.of());
        assertThatThrownBy(() -> open(receiver))
                .isInstanceOf(ReceiverRefusedException.class)
                .hasMessageContaining("notify.secrets")
                .hasMessageNotContaining("/root");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SLACK", "DISCORD", "TEAMS", "NTFY"})
    void shouldWriteWhateverWasAskedAsText(String kind) throws Exception {
        try (HookServer server = HookServer.start(HookServer.always("200 OK"))) {
            Receiver receiver = new Receiver(
                    "r",
                    ReceiverKind.valueOf(kind),
                    server.url("/alerts"),
                    kind.equals("NTFY") ? Map.of("token", "${env:NOTIFY_TOKEN}", "priority", "4") : Map.of(),
                    true);
            try (Delivery delivery = open(receiver)) {
                assertThat(delivery.deliver(one)).isEqualTo(new Outcome.Delivered());
                // Without a link nothing empty is left where one would stand.
                assertThat(delivery.deliver(new Notification("msg_2", List.of(), "", true)))
                        .isEqualTo(new Outcome.Delivered());
            }
            JsonNode body = JSON.readTree(server.posts().get(0).body());
            String escaped = kind.equals("SLACK")
                    ? "glass \"breaks\" &lt;now&gt; &amp; \\ again heard in hall"
                    : "glass \"breaks\" <now> & \\ again heard in hall";
            assertThat(texts(body)).contains(escaped);
            assertThat(texts(body)).contains("https://ear.example/api/events/e1");
            JsonNode test = JSON.readTree(server.posts().get(1).body());
            assertThat(texts(test)).contains("Test of Earshot").doesNotContain("");
            requireForm(kind, server.posts().get(0), body);
        }
    }

    private static void requireForm(String kind, HookServer.Post post, JsonNode body) {
        switch (kind) {
            case "SLACK" ->
                assertThat(body.path("blocks").path(0).path("type").asText()).isEqualTo("header");
            case "DISCORD" -> {
                assertThat(body.path("allowed_mentions").path("parse").isArray())
                        .isTrue();
                assertThat(body.path("embeds").path(0).path("description").asText())
                        .contains("75 %");
            }
            case "TEAMS" ->
                assertThat(body.path("attachments")
                                .path(0)
                                .path("content")
                                .path("type")
                                .asText())
                        .isEqualTo("AdaptiveCard");
            default -> {
                assertThat(post.target()).isEqualTo("/");
                assertThat(body.path("topic").asText()).isEqualTo("alerts");
                assertThat(body.path("priority").isInt()).isTrue();
                assertThat(body.path("priority").asInt()).isEqualTo(4);
                assertThat(post.headers()).containsEntry("authorization", "Bearer tk_abcdef");
            }
        }
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isTextual()) {
            texts.add(node.textValue());
        }
        node.forEach(child -> texts.addAll(texts(child)));
        return texts;
    }

    @Test
    void shouldFillATemplateOfTheUsersOwn() throws Exception {
        try (HookServer server = HookServer.start(HookServer.always("200 OK"))) {
            String template = "{\"a\": {\"what\": \"${query} in ${source}\", \"n\": 1}, \"gone\": [\"${link}\"]}";
            Notification bare = new Notification("msg_3", one.events(), "", false);
            try (Delivery delivery = open(receiver(server, Map.of("template", template)))) {
                assertThat(delivery.deliver(bare)).isEqualTo(new Outcome.Delivered());
            }
            assertThat(server.posts().get(0).text())
                    .isEqualTo("{\"a\":{\"what\":\"glass \\\"breaks\\\" <now> & \\\\ again in hall\",\"n\":1}}");
            assertThatThrownBy(() -> open(receiver(server, Map.of("template", "{\"a\": \"${passwd}\"}"))))
                    .isInstanceOf(ReceiverRefusedException.class)
                    .hasMessageContaining("known are audio, confidence");
        }
    }

    private Outcome deliver(HookServer server, Notification notification) throws Exception {
        return deliver(server, notification, PATIENT);
    }

    private static Outcome deliver(HookServer server, Notification notification, Duration most) throws Exception {
        try (Delivery delivery = open(receiver(server, Map.of()), most)) {
            return delivery.deliver(notification);
        }
    }

    private static Delivery open(Receiver receiver) throws ReceiverRefusedException {
        return open(receiver, PATIENT);
    }

    private static Delivery open(Receiver receiver, Duration most) throws ReceiverRefusedException {
        return new HttpDeliveries(LOOPBACK, most, Clock.fixed(NOW, ZoneOffset.UTC)).open(receiver);
    }

    private static Receiver receiver(HookServer server, Map<String, String> options) {
        return receiver(server.url("/hook"), options);
    }

    private static Receiver receiver(String address, Map<String, String> options) {
        Map<String, String> all = new TreeMap<>(options);
        all.put("secret", "${env:NOTIFY_SECRET}");
        return new Receiver("r", ReceiverKind.WEBHOOK, address, all, true);
    }
}

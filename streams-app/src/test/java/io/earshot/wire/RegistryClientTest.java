package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryClientTest {
    private static final String V1 =
            "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}";
    private static final String V2 = V1.replace("]}", ",{\"name\":\"b\",\"type\":\"int\",\"default\":0}]}");
    private static final String BROKEN = V1.replace("\"a\"", "\"z\"");

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final List<Duration> pauses = new ArrayList<>();
    private FakeRegistry fake;
    private RegistryClient client;
    private RegistryAdmin admin;

    @BeforeEach
    void start() throws IOException {
        fake = new FakeRegistry();
        client = clientOf(Optional.empty(), fake.url());
        admin = new RegistryAdmin(fake.url());
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void shouldGiveASchemaOneIdHoweverOftenItIsRegistered() {
        int id = client.register("t-value", V1);
        assertThat(client.register("t-value", V1)).isEqualTo(id);
        assertThat(client.register("u-value", V1)).isEqualTo(id);
        assertThat(client.lookUp("t-value", V1)).isEqualTo(id);
        assertThat(client.schema(id)).isEqualTo(V1);
    }

    @Test
    void shouldTellTheNewestSchemaOfASubject() {
        client.register("t-value", V1);
        int second = client.register("t-value", V2);
        assertThat(admin.latest("t-value")).isEqualTo(new RegisteredSchema("t-value", 2, second, V2));
    }

    @Test
    void shouldCheckCompatibility() {
        client.register("t-value", V1);
        assertThat(admin.isCompatible("t-value", V2)).isTrue();
        assertThat(admin.isCompatible("t-value", BROKEN)).isFalse();
        assertThatThrownBy(() -> client.register("t-value", BROKEN))
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.status()).isEqualTo(409));
    }

    @Test
    void shouldSetTheCompatibilityLevel() {
        assertThat(admin.compatibility("t-value")).isEqualTo("BACKWARD");
        admin.setCompatibility("t-value", "FULL_TRANSITIVE");
        assertThat(admin.compatibility("t-value")).isEqualTo("FULL_TRANSITIVE");
    }

    @Test
    void shouldEscapeSubjects() {
        int id = client.register("a b/ü?x=1", V1);
        assertThat(fake.requests()).containsExactly("POST /subjects/a%20b%2F%C3%BC%3Fx%3D1/versions");
        assertThat(admin.latest("a b/ü?x=1").id()).isEqualTo(id);
    }

    @Test
    void shouldSayWhatIsNotThere() {
        assertThatThrownBy(() -> client.schema(77)).isInstanceOfSatisfying(RegistryException.class, e -> {
            assertThat(e.status()).isEqualTo(404);
            assertThat(e.errorCode()).isEqualTo(40403);
            assertThat(e).hasMessageContaining("GET").hasMessageContaining("/schemas/ids/77");
            assertThat(e).hasMessageContaining("Schema 77 not found").hasMessageNotContaining("\n");
        });
        assertThatThrownBy(() -> admin.latest("nobody"))
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.errorCode()).isEqualTo(40401));
        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 429})
    void shouldTryAgainWhatMayPass(int status) {
        fake.failNextWith(status, status);
        assertThat(client.register("t-value", V1)).isEqualTo(1);
        assertThat(fake.requests()).hasSize(3);
        assertThat(pauses).hasSize(2).isSorted();
    }

    @Test
    void shouldGiveUpAfterThreeRounds() {
        fake.failNextWith(500, 500, 500, 500);
        assertThatThrownBy(() -> client.register("t-value", V1))
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.status()).isEqualTo(500));
        assertThat(fake.requests()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 422})
    void shouldNotRepeatWhatIsRefused(int status) {
        fake.failNextWith(status);
        assertThatThrownBy(() -> client.register("t-value", V1)).isInstanceOf(RegistryException.class);
        assertThat(fake.requests()).hasSize(1);
    }

    @Test
    void shouldGoToTheNextAddressWhenOneDoesNotAnswer() throws IOException {
        RegistryClient two = clientOf(Optional.empty(), unusedAddress(), fake.url());
        assertThat(two.register("t-value", V1)).isEqualTo(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void shouldSayWhichAddressDoesNotAnswer() throws IOException {
        URI nobody = unusedAddress();
        assertThatThrownBy(() -> clientOf(Optional.empty(), nobody).register("t-value", V1))
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.status()).isZero())
                .hasMessageContaining(nobody.toString())
                .hasMessageNotContaining("\n");
        assertThat(pauses).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"schema.registry.basic.auth.user.info=user:pass word", "schema.registry.bearer.token=abc.def"})
    void shouldSayWhoItIs(String setting) {
        String[] keyAndValue = setting.split("=", 2);
        WireSettings settings = WireSettings.of(Map.of(keyAndValue[0], keyAndValue[1]));
        fake.requireAuthorization(setting.contains("bearer") ? "Bearer abc.def" : "Basic dXNlcjpwYXNzIHdvcmQ=");
        assertThat(clientOf(settings.authorization(), fake.url()).register("t-value", V1))
                .isEqualTo(1);
        assertThatThrownBy(() -> client.register("t-value", V1))
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.status()).isEqualTo(401));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<html>hello</html>", "[]", "{}", "{\"id\":\"one\"}", "{\"id\":99999999999}", "null", "7"})
    void shouldSayWhenTheAnswerIsNotARegistrys(String body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
        try {
            URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            assertThatThrownBy(() -> clientOf(Optional.empty(), url).register("t-value", V1))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageNotContaining("\n");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void shouldNotWaitForEverForTheRestOfAnAnswer() throws IOException {
        CountDownLatch done = new CountDownLatch(1);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            awaitQuietly(done);
        });
        server.start();
        try {
            URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            RegistryClient hasty =
                    new RegistryClient(List.of(url), Optional.empty(), pauses::add, Duration.ofMillis(50));
            assertThatThrownBy(() -> hasty.register("t-value", V1))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("no answer in 50 ms");
            assertThat(pauses).hasSize(2);
        } finally {
            done.countDown();
            server.stop(0);
        }
    }

    @Test
    void shouldKeepAnInterruptForTheCaller() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> client.register("t-value", V1)).isInstanceOf(RegistryException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private RegistryClient clientOf(Optional<String> authorization, URI... urls) {
        return new RegistryClient(List.of(urls), authorization, pauses::add, TIMEOUT);
    }

    private static URI unusedAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }
}

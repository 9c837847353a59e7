package io.earshot.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.metrics.TaggingMetrics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Who may do what; a thing is read, changed and deleted, as queries are. */
class AccessTest {
    private static final String READER = "reader-0123456789abcdefghijk";
    private static final String OPERATOR = "operator-0123456789abcdefghijk";
    private static final String ADMIN = "admin-0123456789abcdefghijk";
    private static final ApiKeys KEYS =
            ApiKeys.of(List.of("screen read " + READER, "desk operate " + OPERATOR, "chief admin " + ADMIN), "test");
    private static final Resource THINGS = routes -> {
        routes.get("/api/things/{id}", ctx -> ctx.result(Caller.of(ctx).name()), Permission.READ);
        routes.put("/api/things/{id}", ctx -> ctx.result(Caller.of(ctx).name()), Permission.OPERATE);
        routes.delete("/api/things/{id}", ctx -> ctx.result(Caller.of(ctx).name()), Permission.ADMIN);
    };

    private static final Logger LOG = (Logger) LoggerFactory.getLogger("io.earshot.audit");

    private final TaggingMetrics metrics = new TaggingMetrics();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ListAppender<ILoggingEvent> audit = new ListAppender<>();
    private HttpEndpoint endpoint;

    @AfterEach
    void stop() {
        LOG.detachAppender(audit);
        LOG.setLevel(null);
        endpoint.close();
        metrics.close();
    }

    private void start(String host, ApiKeys keys, boolean openReading, String... names) throws IOException {
        audit.start();
        LOG.addAppender(audit);
        LOG.setLevel(Level.INFO);
        AccessRules rules = new AccessRules(host, List.of(names), () -> keys, openReading);
        endpoint = HttpEndpoint.start(new FakeStatus(), List.of(THINGS), metrics, rules, 0);
    }

    private HttpResponse<String> ask(String method, String key, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + endpoint.port() + "/api/things/a%20b?x=secret"))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private List<String> audited() {
        return audit.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static String detail(HttpResponse<String> answer) throws IOException {
        return new ObjectMapper().readTree(answer.body()).get("detail").asText();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, reader, screen",
        "PUT, reader, 403",
        "DELETE, reader, 403",
        "GET, operator, desk",
        "PUT, operator, desk",
        "DELETE, operator, 403",
        "GET, admin, chief",
        "PUT, admin, chief",
        "DELETE, admin, chief",
        "GET, '', 401",
        "PUT, '', 401",
        "DELETE, '', 401"
    })
    void shouldLetEachRoleDoWhatItMay(String method, String who, String expected) throws Exception {
        String key = who.isEmpty() ? "" : who + "-0123456789abcdefghijk";
        for (String host : List.of("127.0.0.1", "0.0.0.0")) {
            start(host, KEYS, false);
            HttpResponse<String> answer = ask(method, key);

            assertThat(answer.statusCode() == 200 ? answer.body() : "" + answer.statusCode())
                    .isEqualTo(expected);
            assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent())
                    .isEqualTo(answer.statusCode() == 401);
            assertThat(audited()).noneMatch(line -> line.contains("0123456789") || line.contains("secret"));
            stop();
        }
        start("127.0.0.1", KEYS, false);
    }

    @Test
    void shouldLetEverybodyReadWhereReadingIsOpen() throws Exception {
        start("0.0.0.0", KEYS, true);

        assertThat(ask("GET", "").body()).isEqualTo("anonymous");
        assertThat(ask("GET", READER).body()).isEqualTo("screen");
        assertThat(ask("PUT", "").statusCode()).isEqualTo(401);
        assertThat(ask("GET", "wrong-0123456789abcdefghijk").statusCode()).isEqualTo(401);
    }

    @Test
    void shouldAllowEverythingOnThisMachineWithoutKeys() throws Exception {
        start("127.0.0.1", ApiKeys.NONE, false);

        for (String method : List.of("GET", "PUT", "DELETE")) {
            assertThat(ask(method, "").body()).isEqualTo("local");
        }
        // A program that is set up for keys works here, too.
        assertThat(ask("PUT", OPERATOR).body()).isEqualTo("local");
    }

    @Test
    void shouldOnlyBeReadWhereOthersReachItAndThereAreNoKeys() throws Exception {
        start("0.0.0.0", ApiKeys.NONE, false);

        assertThat(ask("GET", "").body()).isEqualTo("anonymous");
        HttpResponse<String> refused = ask("PUT", "");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(detail(refused)).contains("http.keys.file");
        assertThat(audited())
                .singleElement()
                .asString()
                .startsWith("refused anonymous from 127.0.0.1: PUT /api/things/a%20b");
    }

    @Test
    void shouldRecordWhoChangedWhat() throws Exception {
        start("0.0.0.0", KEYS, false);
        ask("GET", READER);
        ask("PUT", OPERATOR);
        ask("DELETE", OPERATOR);
        ask("GET", "wrong-0123456789abcdefghijk");

        assertThat(audited())
                .containsExactly(
                        "desk from 127.0.0.1: PUT /api/things/a%20b: 200",
                        "refused desk from 127.0.0.1: DELETE /api/things/a%20b: its role is operate, needed is admin",
                        "refused an unknown key from 127.0.0.1: GET /api/things/a%20b: no such key");
    }

    @Test
    void shouldSlowDownWhoeverTriesKeysAndNobodyElse() throws Exception {
        start("0.0.0.0", KEYS, false);
        for (int i = 0; i < FailedTries.AT_ONCE; i++) {
            assertThat(ask("GET", "wrong-0123456789abcdefghijk" + i).statusCode())
                    .isEqualTo(401);
        }
        for (int i = 0; i < 5; i++) {
            HttpResponse<String> answer = ask("GET", "wrong-0123456789abcdefghijk");
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(Integer.parseInt(
                            answer.headers().firstValue("Retry-After").orElseThrow()))
                    .isBetween(1, 6);
        }
        // Neither the log nor the programs with a right key suffer.
        assertThat(audited()).hasSize(FailedTries.AT_ONCE);
        assertThat(ask("GET", READER).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, Origin, http://x.example, 403",
        "GET, Origin, http://x.example, 403",
        "GET, Origin, http://localhost:1, 403",
        "GET, Origin, null, 403",
        "GET, Origin, http://SELF, 200",
        "PUT, Origin, http://SELF, 200",
        "PUT, Origin, https://radio.example, 200",
        "PUT, Origin, https://radio.example:8443, 200",
        "PUT, Origin, https://radio.example.x, 403",
        "PUT, Sec-Fetch-Site, cross-site, 403",
        "DELETE, Sec-Fetch-Site, same-site, 403",
        "PUT, Sec-Fetch-Site, same-origin, 200",
        "PUT, Sec-Fetch-Site, none, 200",
        "GET, Sec-Fetch-Site, cross-site, 200"
    })
    void shouldRefusePagesOfOtherOrigins(String method, String header, String value, int status) throws Exception {
        start("127.0.0.1", ApiKeys.NONE, false, "Radio.Example");

        HttpResponse<String> answer = ask(method, "", header, value.replace("SELF", "127.0.0.1:" + endpoint.port()));
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
    }
}

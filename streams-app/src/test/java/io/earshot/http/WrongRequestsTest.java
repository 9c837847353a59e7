package io.earshot.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sends what no client should, byte by byte. Each answer is a problem, none a 500, and none tells of the program: no stack
 * trace, class, file or key.
 */
class WrongRequestsTest {
    private static final String KEY = "a-key-that-must-never-be-shown-0123456789";
    private static final Pattern OF_THE_PROGRAM = Pattern.compile(
            "\\bat [a-z]+\\.|\\b(java|io|org|com|kotlin|jakarta)\\.[a-z]|Exception|Jetty|Javalin|jackson|/tmp/|/home/|\\.java\\b",
            Pattern.CASE_INSENSITIVE);
    private static final List<String> PATHS = List.of(
            "/api/status",
            "/api/queries",
            "/api/near-misses",
            "/api/explain",
            "/api/preview",
            "/api/coverage",
            "/api/model",
            "/api/calibrations",
            "/api/openapi.json");

    private static TestEndpoint open;
    private static TestEndpoint closed;

    @BeforeAll
    static void start() {
        Contract contract = new Contract();
        Resource[] every = EveryResource.LIST.toArray(Resource[]::new);
        open = TestEndpoint.of(contract, AccessRules.ofHost("127.0.0.1"), every);
        ApiKeys keys = ApiKeys.of(List.of("desk read " + KEY), "test");
        closed = TestEndpoint.of(contract, new AccessRules("0.0.0.0", List.of(), () -> keys, false), every);
    }

    @AfterAll
    static void stop() {
        open.close();
        closed.close();
    }

    /** A request without its first line's version and its Host: "GET /api/x", further headers, a body. */
    record Wrong(int status, String line, List<String> headers, String body) {
        static Wrong of(int status, String line, String... headers) {
            return new Wrong(status, line, List.of(headers), "");
        }

        Wrong body(String text) {
            return new Wrong(status, line, headers, text);
        }

        @Override
        public String toString() {
            String all = status + " " + line + " " + headers + " " + body;
            return all.length() > 120 ? all.substring(0, 120) + "..." : all;
        }
    }

    static Stream<Wrong> requests() {
        List<Wrong> all = new ArrayList<>();
        for (String path : PATHS) {
            addMethods(all, path);
            addParameters(all, path);
            addOrigins(all, path);
        }
        addPaths(all);
        addBodies(all);
        return all.stream();
    }

    private static void addMethods(List<Wrong> all, String path) {
        for (String method : List.of("PUT", "DELETE", "PATCH", "OPTIONS", "BREW", "TRACE", "get")) {
            all.add(Wrong.of(405, method + " " + path));
        }
    }

    private static void addParameters(List<Wrong> all, String path) {
        for (String query : List.of("?nothing=1", "?a%3Cb=1", "?limit=1&limit=2&x=1")) {
            all.add(Wrong.of(400, "GET " + path + query));
        }
        for (String query : List.of("?a=%zz", "?a=%", "?%f", "?a=%ff%fe", "?%c0%af=1")) {
            all.add(Wrong.of(400, "GET " + path + query));
        }
    }

    private static void addOrigins(List<Wrong> all, String path) {
        for (String origin : List.of("https://x.example", "null", "http://localhost:1", "file://", "javascript:0")) {
            all.add(Wrong.of(403, "GET " + path, "Origin: " + origin));
        }
        all.add(Wrong.of(403, "POST " + path, "Sec-Fetch-Site: cross-site"));
        for (String host : List.of("x.example", "127.0.0.1.x.example", "10.0.0.1:80", "xn--localhost")) {
            all.add(Wrong.of(403, "GET " + path, "Host: " + host));
        }
    }

    private static void addPaths(List<Wrong> all) {
        for (String path : List.of(
                "/api",
                "/api/",
                "/api/nothing",
                "/api/status/more",
                "/api/STATUS",
                "/api/nothing/%22%3E%3Cscript%3E",
                "/api/" + "a".repeat(2_000))) {
            all.add(Wrong.of(404, "GET " + path));
            all.add(Wrong.of(404, "POST " + path, "Content-Type: application/json")
                    .body("{}"));
        }
        for (String path : List.of(
                "/api/%zz",
                "/api/%",
                "/api/%ff",
                "/api/%00",
                "/api/../../pom.xml",
                "/api/%2e%2e/x",
                "/api/a%2fb",
                "/api/a%5cb",
                "/api/a;x=1/b",
                "/api/{}|\\^",
                "/api//status/..;/x",
                "/api/./%2e/x")) {
            all.add(Wrong.of(0, "GET " + path));
        }
        all.add(Wrong.of(414, "GET /api/" + "a".repeat(20_000)));
        all.add(Wrong.of(431, "GET /api/status", "X-Much: " + "a".repeat(20_000)));
        all.add(Wrong.of(400, "GET /api/status", "Host: a", "Host: b"));
        all.add(Wrong.of(400, "GET /api/status", "Host: [::1"));
        all.add(Wrong.of(400, "GET /api/status", "Bad Header: 1"));
        all.add(Wrong.of(400, "GET"));
        all.add(Wrong.of(0, "GET http://x.example/api/status"));
    }

    private static void addBodies(List<Wrong> all) {
        String json = "Content-Type: application/json";
        for (String path : List.of("/api/explain", "/api/preview")) {
            for (String body : List.of(
                    "",
                    "{",
                    "[]",
                    "7",
                    "null",
                    "{\"a\":1}",
                    "{}{}",
                    "{\"source\":\"a\",\"source\":\"b\"}",
                    "[".repeat(5_000),
                    "{\"source\":" + "[".repeat(2_000),
                    "{\"at\":1e999999999,\"source\":\"a\",\"events\":1e99}",
                    "{\"query\":{\"text\":{}}}",
                    "{\"query\":[]}",
                    "{\"query\":{\"rules\":{\"x\":1}},\"source\":\"a\",\"at\":0}",
                    "\u0000",
                    "\ufeff{}",
                    "{\"source\":\"" + "9".repeat(100_000))) {
                all.add(Wrong.of(400, "POST " + path, json).body(body));
            }
            for (String type :
                    List.of("text/plain", "application/x-www-form-urlencoded", "application/jsonp", "*/*", "x")) {
                all.add(Wrong.of(415, "POST " + path, "Content-Type: " + type).body("{}"));
            }
            all.add(Wrong.of(415, "POST " + path).body("{}"));
            all.add(Wrong.of(413, "POST " + path, json, "Content-Length: 1048577"));
            all.add(Wrong.of(413, "POST " + path, json, "Content-Length: 9999999999"));
            all.add(Wrong.of(413, "POST " + path, json, "Transfer-Encoding: chunked")
                    .body(chunks(1_200)));
            all.add(Wrong.of(400, "POST " + path, json, "Content-Length: x"));
            all.add(Wrong.of(400, "POST " + path, json, "Content-Length: -1"));
            all.add(Wrong.of(400, "POST " + path, json, "Transfer-Encoding: chunked")
                    .body("zz\r\n"));
            all.add(Wrong.of(400, "POST " + path, json, "Content-Length: 1", "Content-Length: 2")
                    .body("{}"));
        }
    }

    /** A body of kilobytes in chunks. */
    private static String chunks(int kilobytes) {
        return ("400\r\n" + " ".repeat(1_024) + "\r\n").repeat(kilobytes) + "0\r\n\r\n";
    }

    @ParameterizedTest
    @MethodSource("requests")
    void shouldAnswerByAProblem(Wrong wrong) throws Exception {
        Answer answer = send(open.port(), wrong);

        requireProblem(answer, wrong.line().startsWith("HEAD"));
        if (wrong.status() != 0) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(wrong.status());
        }
    }

    @Test
    void shouldHaveManyOfThem() {
        assertThat(requests().count()).isGreaterThan(200);
    }

    static Stream<String> tokens() {
        return Stream.of(
                "Bearer " + KEY.substring(1),
                "Bearer " + KEY.toUpperCase(Locale.ROOT),
                "Bearer " + KEY + " x",
                "Bearer",
                "Bearer  ",
                "Basic YTpi",
                KEY,
                "Bearer " + "a".repeat(4_000),
                "Bearer a\u00e9b",
                "Bearer \"" + KEY + "\"",
                "Negotiate x");
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void shouldTakeNoOtherKey(String token) throws Exception {
        for (String path : PATHS) {
            Answer answer = send(closed.port(), Wrong.of(401, "GET " + path, "Authorization: " + token));
            requireProblem(answer, false);
            assertThat(answer.status()).isIn(401, 429);
        }
        Answer right = send(closed.port(), Wrong.of(200, "GET /api/status", "Authorization: Bearer " + KEY));
        assertThat(right.status()).as(right.text()).isEqualTo(200);
    }

    /** What answers a GET answers a HEAD, with the same status and no body. */
    @Test
    void shouldAnswerHeadAlike() throws Exception {
        assertThat(send(open.port(), Wrong.of(200, "HEAD /api/status")).text())
                .startsWith("HTTP/1.1 200")
                .endsWith("\r\n\r\n");
        assertThat(send(open.port(), Wrong.of(404, "HEAD /api/nothing")).status())
                .isEqualTo(404);
        assertThat(send(open.port(), Wrong.of(400, "HEAD /api/status?x=1")).status())
                .isEqualTo(400);
        assertThat(send(closed.port(), Wrong.of(401, "HEAD /api/status")).status())
                .isEqualTo(401);
    }

    @Test
    void shouldSayWhichMethodsAPathTakes() throws Exception {
        assertThat(send(open.port(), Wrong.of(405, "PUT /api/explain")).text())
                .containsPattern("(?i)\r\nAllow: (GET|HEAD|POST)(, ?(GET|HEAD|POST)){2}\r\n");
    }

    private static void requireProblem(Answer answer, boolean isHead) throws IOException {
        assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
        assertThat(answer.text()).doesNotContain(KEY, "Server:").doesNotContainPattern(OF_THE_PROGRAM);
        assertThat(answer.text()).containsIgnoringCase("\r\nContent-Type: application/problem+json\r\n");
        if (!isHead) {
            JsonNode problem = new ObjectMapper().readTree(answer.body());
            assertThat(problem.get("status").asInt()).isEqualTo(answer.status());
            assertThat(problem.get("title").asText()).isNotEmpty();
            assertThat(problem.get("detail").asText()).isNotEmpty().doesNotContain("\n");
            assertThat(problem.size()).isEqualTo(4);
        }
    }

    private record Answer(String text) {
        int status() {
            return text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0;
        }

        String body() {
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }
    }

    /** HTTP as it comes; the server may close while it is still sent to. */
    private static Answer send(int port, Wrong wrong) throws IOException {
        StringBuilder request =
                new StringBuilder(wrong.line() + (wrong.line().contains(" ") ? " HTTP/1.1\r\n" : "\r\n"));
        if (wrong.headers().stream().noneMatch(header -> header.startsWith("Host:"))) {
            request.append("Host: localhost\r\n");
        }
        wrong.headers().forEach(header -> request.append(header).append("\r\n"));
        byte[] body = wrong.body().getBytes(StandardCharsets.UTF_8);
        if (body.length > 0 && wrong.headers().stream().noneMatch(header -> header.matches("(Content-L|Transfer).*"))) {
            request.append("Content-Length: ").append(body.length).append("\r\n");
        }
        request.append("Connection: close\r\n\r\n");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
            write(socket, body);
            return new Answer(read(socket));
        }
    }

    private static void write(Socket socket, byte[] body) {
        try {
            socket.getOutputStream().write(body);
        } catch (IOException e) {
            // It has answered already.
            assertThat(body.length).isGreaterThan(100_000);
        }
    }

    /** Until the end, or until the server resets what it no longer reads. */
    private static String read(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[8_192];
        try {
            for (int n = socket.getInputStream().read(buffer);
                    n >= 0;
                    n = socket.getInputStream().read(buffer)) {
                text.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
            }
        } catch (java.net.SocketException e) {
            assertThat(text.toString()).as("an answer before the end").contains("\r\n\r\n");
        }
        return text.toString();
    }
}

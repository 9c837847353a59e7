package io.earshot.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.metrics.TaggingMetrics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleFilesTest {
    private static final Path WEB = Path.of("src/main/resources/web");
    private static final Pattern NAMED = Pattern.compile("[\"'(](/(?:console|lib)/[\\w./-]+)[\"')]");

    private final TaggingMetrics metrics = new TaggingMetrics();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpEndpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        endpoint = HttpEndpoint.start(new QuietStatus(), List.of(), metrics, "127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        endpoint.close();
        metrics.close();
    }

    /** A library of another version, or a module that was renamed, would show only in a browser. */
    @Test
    void shouldServeEveryFileThatItsFilesName() throws Exception {
        try (Stream<Path> files = Files.walk(WEB)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(get("/console/" + WEB.relativize(file)).statusCode()).isEqualTo(200);
                Matcher named = NAMED.matcher(Files.readString(file));
                while (named.find()) {
                    assertThat(get(named.group(1)).statusCode())
                            .as(named.group(1))
                            .isEqualTo(200);
                }
            }
        }
    }

    @Test
    void shouldNotSendAgainWhatABrowserHas() throws Exception {
        HttpResponse<String> first = get("/console/app.js");
        String etag = first.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again = client.send(
                request("/console/app.js").header("If-None-Match", etag).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(first.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/",
                "/console/nothing.js",
                "/console/../logback.xml",
                "/console/%2e%2e/logback.xml",
                "/console/..%2Flogback.xml",
                "/console/views",
                "/lib/uplot/",
                "/lib/uplot/../../lit-html/3.3.2/lit-html.js",
                "/lib/other/x.js",
                "/lib/lit-html/package.json"
            })
    void shouldServeNothingElse(String path) throws Exception {
        assertThat(get(path).statusCode()).isIn(400, 404);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoint.port() + path));
    }
}

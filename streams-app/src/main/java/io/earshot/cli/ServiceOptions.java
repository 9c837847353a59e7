package io.earshot.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which running service answers, and how the answer is shown. */
final class ServiceOptions {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;

    @Option(
            names = "--url",
            defaultValue = "http://127.0.0.1:8080",
            paramLabel = "URL",
            description = "Of the running service (default: ${DEFAULT-VALUE}).")
    private String url;

    @Option(names = "--json", description = "The whole answer as one JSON object.")
    private boolean json;

    /**
     * Posts a request and prints the answer.
     *
     * @throws WrongUseException if the service rejects the request
     * @throws FailedException if it does not or cannot answer
     */
    void ask(String path, Map<String, Object> request, PrintWriter out) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(address(), path, request);
        JsonNode read = read(answer);
        if (answer.statusCode() != OK) {
            String reason = read.path("detail").asText("HTTP status " + answer.statusCode());
            throw answer.statusCode() == BAD_REQUEST ? new WrongUseException(reason) : new FailedException(reason);
        }
        if (json) {
            out.println(answer.body());
        } else {
            read.path("text").forEach(line -> out.println(line.asText()));
        }
        out.flush();
    }

    private URI address() {
        URI service;
        try {
            service = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
        } catch (IllegalArgumentException e) {
            throw new WrongUseException("--url " + url + " is not an address");
        }
        boolean isHttp = "http".equals(service.getScheme()) || "https".equals(service.getScheme());
        if (!isHttp || service.getHost() == null) {
            throw new WrongUseException("--url " + url + " must look like http://HOST:PORT");
        }
        return service;
    }

    private static HttpResponse<String> post(URI service, String path, Map<String, Object> body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service + path))
                .timeout(ANSWER_TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Printed.json(body)))
                .build();
        try {
            return HttpClient.newBuilder()
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new FailedException("no service answers at " + service
                    + "; start ./earshot demo or serve, or say where it is with --url");
        } catch (HttpTimeoutException e) {
            throw new FailedException("the service at " + service + " did not answer in time");
        }
    }

    private JsonNode read(HttpResponse<String> answer) {
        try {
            return new ObjectMapper().readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new FailedException(
                    "what answers at " + url + " is not Earshot (HTTP status " + answer.statusCode() + ")");
        }
    }
}

package io.earshot.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;

/** Asks a running service over HTTP. */
final class ServiceClient {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI service;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** @throws WrongUseException if the address is not one of HTTP */
    ServiceClient(String url) {
        try {
            service = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
        } catch (IllegalArgumentException e) {
            throw new WrongUseException("--url " + url + " is not an address");
        }
        boolean isHttp = "http".equals(service.getScheme()) || "https".equals(service.getScheme());
        if (!isHttp || service.getHost() == null) {
            throw new WrongUseException("--url " + url + " must look like http://HOST:PORT");
        }
    }

    /**
     * The status and the text of the answer.
     *
     * @throws FailedException if none comes
     */
    HttpResponse<String> post(String path, Map<String, Object> body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new ObjectMapper().writeValueAsBytes(body)))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new FailedException("no service answers at " + service
                    + "; start ./earshot demo or serve, or say where it is with --url");
        } catch (HttpTimeoutException e) {
            throw new FailedException("the service at " + service + " did not answer in time");
        }
    }
}

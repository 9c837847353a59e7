package io.earshot.http;

import io.earshot.metrics.TaggingMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** A server with resources on a free port; each answer of the API is checked against its description. */
final class TestEndpoint implements AutoCloseable {
    private final TaggingMetrics metrics = new TaggingMetrics();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Contract contract;
    private final HttpEndpoint endpoint;

    private TestEndpoint(Contract contract, AccessRules rules, List<Resource> resources) {
        this.contract = contract;
        try {
            this.endpoint = HttpEndpoint.start(new FakeStatus(), resources, metrics, rules, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TestEndpoint of(Resource... resources) {
        return of(new Contract(), AccessRules.ofHost("127.0.0.1"), resources);
    }

    static TestEndpoint of(Contract contract, AccessRules rules, Resource... resources) {
        return new TestEndpoint(contract, rules, List.of(resources));
    }

    int port() {
        return endpoint.port();
    }

    HttpEndpoint endpoint() {
        return endpoint;
    }

    HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + pathAndQuery));
    }

    /** Once more, where the client took a connection that the server closed after an early answer: nothing was read of it. */
    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try {
            return contract.send(client, request.build());
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("received no bytes")) {
                throw e;
            }
            return contract.send(client, request.build());
        }
    }

    HttpResponse<String> get(String pathAndQuery) throws IOException, InterruptedException {
        return send(request(pathAndQuery));
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    @Override
    public void close() {
        endpoint.close();
        metrics.close();
    }
}

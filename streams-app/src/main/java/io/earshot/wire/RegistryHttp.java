package io.earshot.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One request to a registry that may have several addresses. What another address or another moment could mend
 * (no connection, 5xx, 429) is tried again, the rest is not. All tries together stay within Kafka's shortest default
 * patience with a transaction, 10 s, as long as there is one address.
 */
final class RegistryHttp {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    static final Duration DEFAULT_TIMEOUT = Duration.ofMillis(2_500);

    private static final String SETTING = "; is a schema registry running where schema.registry.url says?";
    private static final int ROUNDS = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    private final List<URI> urls;
    private final Optional<String> authorization;
    private final Pause pause;
    private final Duration timeout;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** How the time between two rounds is spent. */
    @FunctionalInterface
    interface Pause {
        void take(Duration duration) throws InterruptedException;
    }

    /** @param timeout of one try, from connecting to the last byte of the answer */
    RegistryHttp(List<URI> urls, Optional<String> authorization, Pause pause, Duration timeout) {
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("a registry needs a URL");
        }
        this.urls = List.copyOf(urls);
        this.authorization = authorization;
        this.pause = pause;
        this.timeout = timeout;
    }

    /**
     * @param method GET, POST or PUT
     * @param path after the base URL
     * @param body null: none
     * @return the answer's JSON
     * @throws RegistryException if there is no good answer
     */
    JsonNode call(String method, String path, JsonNode body) {
        try {
            return callInRounds(method, path, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException("interrupted in " + method + " " + path + " of the schema registry", e);
        }
    }

    private JsonNode callInRounds(String method, String path, JsonNode body) throws InterruptedException {
        RegistryException last = null;
        for (int round = 0; round < ROUNDS; round++) {
            if (round > 0) {
                pause.take(FIRST_PAUSE.multipliedBy(round));
            }
            for (URI url : urls) {
                try {
                    return callOnce(method, URI.create(url + path), body);
                } catch (RegistryException e) {
                    if (!mayPass(e)) {
                        throw e;
                    }
                    last = e;
                }
            }
        }
        throw last;
    }

    private static boolean mayPass(RegistryException e) {
        return e.status() == 0 || e.status() >= 500 || e.status() == 429;
    }

    private JsonNode callOnce(String method, URI uri, JsonNode body) throws InterruptedException {
        CompletableFuture<HttpResponse<String>> response =
                http.sendAsync(request(method, uri, body), HttpResponse.BodyHandlers.ofString());
        try {
            return answer(method, uri, response.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            throw new RegistryException(
                    method + " " + uri + ": no answer in " + timeout.toMillis() + " ms" + SETTING, e);
        } catch (ExecutionException e) {
            throw new RegistryException(method + " " + uri + ": no answer: " + OneLine.of(e.getCause()) + SETTING, e);
        } finally {
            response.cancel(true);
        }
    }

    private HttpRequest request(String method, URI uri, JsonNode body) {
        HttpRequest.BodyPublisher publisher = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body.toString());
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Accept", CONTENT_TYPE + ", application/json")
                .header("Content-Type", CONTENT_TYPE)
                .method(method, publisher);
        authorization.ifPresent(value -> request.header("Authorization", value));
        return request.build();
    }

    private static JsonNode answer(String method, URI uri, HttpResponse<String> response) {
        Optional<JsonNode> json = parse(response.body());
        String request = method + " " + uri + ": ";
        if (response.statusCode() != 200) {
            String message = json.map(j -> j.path("message").asText("")).orElse("");
            int code = json.map(j -> j.path("error_code").asInt(0)).orElse(0);
            throw new RegistryException(
                    request + "status " + response.statusCode() + (code == 0 ? "" : ", code " + code)
                            + (message.isEmpty() ? "" : ", " + OneLine.of(message)),
                    response.statusCode(),
                    code);
        }
        return json.orElseThrow(() -> new RegistryException(
                request + "the answer is not JSON; is this a schema registry?", response.statusCode(), 0));
    }

    private static Optional<JsonNode> parse(String body) {
        try {
            return Optional.ofNullable(JSON.readTree(body)).filter(JsonNode::isContainerNode);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}

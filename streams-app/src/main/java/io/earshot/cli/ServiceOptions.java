package io.earshot.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpResponse;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which running service is asked, and how its answer is shown. */
final class ServiceOptions {
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
     * Asks and shows the answer.
     *
     * @throws WrongUseException if the service finds something wrong with the question
     * @throws FailedException if it cannot answer
     */
    void ask(String path, Map<String, Object> request, PrintWriter out) throws IOException, InterruptedException {
        HttpResponse<String> answer = new ServiceClient(url).post(path, request);
        JsonNode read = read(answer);
        if (answer.statusCode() != OK) {
            String reason = read.path("error").asText("HTTP status " + answer.statusCode());
            throw answer.statusCode() == BAD_REQUEST ? new WrongUseException(reason) : new FailedException(reason);
        }
        if (json) {
            out.println(answer.body());
        } else {
            read.path("text").forEach(line -> out.println(line.asText()));
        }
        out.flush();
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

package io.earshot.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.earshot.app.LoadedModel;
import io.earshot.app.TaggingService;
import io.earshot.decide.Event;
import io.earshot.stream.Peers;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program in Python, with a client that openapi-generator makes of the service's own description. */
class GeneratedClientIT {
    private static final Path HOME = Path.of(System.getProperty("earshot.home"));
    private static final Path GENERATOR =
            HOME.resolve("streams-app/target/openapi-generator/openapi-generator-cli.jar");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Path TEMPLATES = HOME.resolve("streams-app/src/test/resources/openapi-client");

    @TempDir
    private Path folder;

    @Test
    void shouldAddAQueryAndReadItsEvent() throws Exception {
        assumeTrue(Files.exists(GENERATOR), "no " + GENERATOR + " (mvn verify copies it)");
        Peers.python();
        try (Cluster cluster = new Cluster(folder.resolve("broker"), Map.of());
                LoadedModel model = LoadedModel.open(cluster.config());
                TaggingService service = TaggingService.start(cluster.config(), model)) {
            assertThat(service.awaitReady(PATIENCE)).as(service.state()).isTrue();
            String address = "http://127.0.0.1:" + service.httpPort();
            generate(address);
            Process program = program(address);
            try {
                await().atMost(PATIENCE).until(() -> printed().contains("\n") || !program.isAlive());
                assertThat(printed()).isEqualTo("written\tsiren\tREGISTERED\n");
                cluster.publish(Recordings.chunks("siren.wav", "yard"));
                assertThat(program.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            } finally {
                program.destroyForcibly();
            }
            Event heard = cluster.events().get("yard").get(0);
            assertThat(printed().lines()).last().isEqualTo("heard\t" + heard.eventId() + "\tyard\ta siren wailing");
        }
    }

    private void generate(String address) throws Exception {
        Path file = folder.resolve("openapi.json");
        HttpResponse<Path> description = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address + "/api/openapi.json"))
                                .build(),
                        HttpResponse.BodyHandlers.ofFile(file));
        assertThat(description.statusCode()).isEqualTo(200);
        Path log = folder.resolve("generator.log");
        Process generator = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        GENERATOR.toString(),
                        "generate",
                        "-g",
                        "python-pydantic-v1",
                        "-t",
                        TEMPLATES.toString(),
                        "-i",
                        file.toString(),
                        "-o",
                        client().toString(),
                        "--package-name",
                        "earshot_client",
                        "--global-property",
                        "apis,models,supportingFiles,apiTests=false,modelTests=false,apiDocs=false,modelDocs=false")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(generator.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } finally {
            generator.destroyForcibly();
        }
        assertThat(generator.exitValue()).as(Files.readString(log)).isZero();
    }

    private Process program(String address) throws IOException {
        ProcessBuilder builder = Peers.python();
        List<String> command = new ArrayList<>(builder.command());
        command.addAll(
                List.of(HOME.resolve("ops/samples/add_query.py").toString(), address, "siren", "a siren wailing"));
        builder.environment()
                .merge("PYTHONPATH", client().toString(), (libraries, own) -> own + File.pathSeparator + libraries);
        return builder.command(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("printed").toFile())
                .start();
    }

    private Path client() {
        return folder.resolve("client");
    }

    private String printed() throws IOException {
        Path file = folder.resolve("printed");
        return Files.exists(file) ? Files.readString(file) : "";
    }
}

package io.earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.app.LoadedModel;
import io.earshot.broker.EmbeddedBroker;
import io.earshot.cluster.KafkaAccess;
import io.earshot.cluster.TopicCreation;
import io.earshot.config.EarshotConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --json} means the same in every command: one object a line on standard output, and nothing else there. */
class JsonLinesIT {
    private static final Path RECORDINGS = LoadedModel.home().resolve("models/demo");

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void startBroker() throws Exception {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        EarshotConfig config =
                EarshotConfig.of(Map.of("bootstrap.servers", broker.bootstrapServers(), "topic.partitions", "1"));
        try (Admin admin = new KafkaAccess(config).admin()) {
            new TopicCreation(config).createMissing(admin);
        }
        Files.writeString(folder.resolve("clips.csv"), "file,label\nsiren.wav,a siren\nrain.wav,rain\n");
        Files.copy(RECORDINGS.resolve("siren.wav"), folder.resolve("siren.wav"));
        Files.copy(RECORDINGS.resolve("rain.wav"), folder.resolve("rain.wav"));
        Files.writeString(folder.resolve("bad.mp3"), "<html>404</html>");
    }

    @AfterAll
    static void stopBroker() throws IOException {
        broker.close();
    }

    @ParameterizedTest
    @CsvSource({
        "describe, settings",
        "model info, modelDigest",
        "model check MODEL, ok",
        "tag DIR/siren.wav -q music_without_singing -q a_siren_wailing, eventId",
        "eval DIR, zeroShotAccuracy",
        "ingest DIR/siren.wav DIR/rain.wav --fast --bootstrap-servers BROKER, sourceId",
    })
    void shouldPrintObjectsAndNothingElse(String command, String key) throws Exception {
        int code = run(command + " --json");

        assertThat(code).as(err.toString()).isZero();
        assertThat(objects())
                .isNotEmpty()
                .allSatisfy(object ->
                        assertThat(object.has(key)).as(object.toString()).isTrue());
    }

    @Test
    void shouldTellWarningsOnStandardErrorThen() throws Exception {
        run("tag DIR/siren.wav -q music_without_singing --json");

        assertThat(err.toString()).contains("warning: \"without\" is not understood");
    }

    @Test
    void shouldPublishTheGoodFilesBesideABadOne() throws Exception {
        int code = run("ingest DIR/siren.wav DIR/bad.mp3 DIR/rain.wav --fast --json --bootstrap-servers BROKER");

        assertThat(code).isEqualTo(1);
        assertThat(objects())
                .extracting(object -> object.get("sourceId").asText())
                .containsExactly("siren", "rain");
        assertThat(objects())
                .allSatisfy(
                        object -> assertThat(object.get("seconds").asDouble()).isEqualTo(8.));
        assertThat(err.toString().lines().filter(line -> line.startsWith("earshot: ")))
                .singleElement()
                .asString()
                .contains("bad.mp3");
    }

    private int run(String command) {
        String[] words = Arrays.stream(command.split(" ", -1))
                .map(word -> word.replace("DIR", folder.toString())
                        .replace(
                                "MODEL",
                                LoadedModel.home()
                                        .resolve("models/earshot-base")
                                        .toString())
                        .replace("BROKER", broker.bootstrapServers())
                        .replace("music_without_singing", "music without singing")
                        .replace("a_siren_wailing", "a siren wailing"))
                .toArray(String[]::new);
        return EarshotCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }

    private List<JsonNode> objects() throws IOException {
        List<JsonNode> objects = new ArrayList<>();
        for (String line : out.toString().lines().toList()) {
            JsonNode object = new ObjectMapper().readTree(line);
            assertThat(object.isObject()).as(line).isTrue();
            objects.add(object);
        }
        return objects;
    }
}

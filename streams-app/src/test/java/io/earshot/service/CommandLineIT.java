package io.earshot.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.app.LoadedModel;
import io.earshot.app.TaggingService;
import io.earshot.audio.PcmBytes;
import io.earshot.audio.PcmDecoder;
import io.earshot.audio.SampleEncoding;
import io.earshot.audio.WavBytes;
import io.earshot.audio.WavFile;
import io.earshot.query.StandingQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user types, and what appears. */
class CommandLineIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @Test
    void shouldTagRainAndNoDog() throws Exception {
        String rain = Recordings.folder().resolve("rain.wav").toString();
        try (EarshotProcess tag =
                EarshotProcess.start(folder, "tag", "tag", rain, "-q", "a dog barking", "-q", "rain", "--json")) {
            assertThat(tag.await(PATIENCE)).as(tag.errors()).isZero();
            List<JsonNode> events = lines(tag.output());
            assertThat(events).isNotEmpty();
            assertThat(events).allSatisfy(event -> {
                assertThat(event.get("queryText").asText()).isEqualTo("rain");
                assertThat(event.get("sourceId").asText()).isEqualTo("rain");
                assertThat(event.get("file").asText()).isEqualTo(rain);
                assertThat(event.get("onset").asText()).matches("1970-01-01T00:00:.*Z");
                assertThat(event.get("confidence").asDouble()).isBetween(0.5, 1.0);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "empty", "missing", "folder"})
    void shouldSayInOneLineWhyAFileCannotBeTagged(String kind) throws Exception {
        Path file = bad(kind);
        try (EarshotProcess tag = EarshotProcess.start(folder, kind, "tag", file.toString(), "-q", "rain")) {
            assertThat(tag.await(PATIENCE)).isIn(1, 2);
            assertThat(tag.errors().lines().toList())
                    .hasSize(1)
                    .allMatch(line -> line.contains(file.getFileName().toString()));
            assertThat(tag.output()).isEmpty();
        }
    }

    @Test
    void shouldTagWhatIsThereOfARecordingThatWasCutShort() throws Exception {
        byte[] whole = Files.readAllBytes(Recordings.folder().resolve("siren.wav"));
        Path cut = Files.write(folder.resolve("cut.wav"), Arrays.copyOf(whole, whole.length / 2));
        try (EarshotProcess tag = EarshotProcess.start(folder, "tag", "tag", cut.toString(), "-q", "a siren wailing")) {
            assertThat(tag.await(PATIENCE)).as(tag.errors()).isEqualTo(1);
            assertThat(tag.output().lines())
                    .singleElement()
                    .asString()
                    .matches(".* - 00:00:0(3\\.[5-9]|4\\.0).* a siren wailing");
            assertThat(tag.errors()).isEqualTo("earshot: " + cut + ": breaks off after 4.0 s of 8.0 s\n");
        }
    }

    /** As recorders that write floats leave it: nothing is clipped, and all is far above full scale. */
    @Test
    void shouldHearASirenThirtyDecibelsAboveFullScale() throws Exception {
        byte[] samples = floats(Recordings.folder().resolve("siren.wav"), 31.6);
        Path hot = Files.write(folder.resolve("hot.wav"), samples);
        try (EarshotProcess tag =
                EarshotProcess.start(folder, "tag", "tag", hot.toString(), "-q", "a siren wailing", "--json")) {
            assertThat(tag.await(PATIENCE)).as(tag.errors()).isZero();
            assertThat(lines(tag.output())).anySatisfy(event -> {
                assertThat(event.get("phase").asText()).isEqualTo("CLOSE");
                assertThat(event.get("confidence").asDouble()).isGreaterThan(.8);
            });
        }
    }

    @Test
    void shouldEndTheDemoByItselfWithWhatWasHeard() throws Exception {
        try (EarshotProcess demo = EarshotProcess.start(
                folder,
                "demo",
                "demo",
                "--duration",
                "20s",
                "--json",
                "--data-dir",
                folder.resolve("data").toString(),
                "-s",
                "http.port=0")) {
            assertThat(demo.await(PATIENCE)).as(demo.errors()).isZero();
            assertThat(lines(demo.output()))
                    .extracting(event -> event.get("sourceId").asText() + ": "
                            + event.get("queryText").asText())
                    .contains("rain: rain falling", "siren: a siren wailing");
        }
    }

    @Test
    void shouldStopTheDemoCleanlyWhenItIsInterrupted() throws Exception {
        try (EarshotProcess demo = EarshotProcess.start(
                folder, "demo", "demo", "--data-dir", folder.resolve("data").toString(), "-s", "http.port=0")) {
            await().atMost(PATIENCE).until(() -> {
                assertThat(demo.isAlive()).as(demo.errors()).isTrue();
                return demo.errors().contains("Ctrl-C stops it");
            });
            demo.terminate();
            assertThat(demo.await(Duration.ofSeconds(10))).as(demo.errors()).isEqualTo(143);
            assertThat(demo.errors()).doesNotContain("Exception");
        }
    }

    @Test
    void shouldWarnOfAQueryWhenItIsAddedAndAsLongAsItStands() throws Exception {
        try (Cluster cluster = new Cluster(folder.resolve("broker"), Map.of());
                LoadedModel model = LoadedModel.open(cluster.config());
                TaggingService service = TaggingService.start(cluster.config(), model)) {
            assertThat(service.awaitReady(PATIENCE)).as(service.state()).isTrue();
            cluster.register(StandingQuery.of("hound", "a barking dog"));
            await().atMost(PATIENCE)
                    .until(() -> service.queries().current().find("hound").isPresent());
            String[] words = {"a dog barking", "--id", "dog", "--not", "a wolf howling", "--alarms-per-day", "2"};
            assertThat(query(cluster, "first", "add", words))
                    .isEqualTo("added dog: a dog barking, not a wolf howling\n"
                            + "warning: \"a dog barking\" says nearly the same as query \"hound\" (\"a barking dog\"),"
                            + " which fires for the same sounds: change that one, or remove it\n");
            assertThat(query(cluster, "again", "add", words)).startsWith("unchanged dog");
            assertThat(query(cluster, "other", "add", "a dog", "--id", "dog")).startsWith("changed dog: a dog\n");
            assertThat(query(cluster, "loose", "add", "music without singing"))
                    .contains("warning: \"without\" is not understood");
            assertThat(query(cluster, "list", "ls"))
                    .contains("hound\tby default\ta barking dog\n", "\twarning: \"without\" is not understood");
            assertThat(query(cluster, "bad", "add", "Regen im Wald")).contains("does not look English");
        }
    }

    @Test
    void shouldWarnOfTheWordsEvenWhenNoServiceRuns() throws Exception {
        try (Cluster cluster = new Cluster(folder.resolve("broker"), Map.of())) {
            assertThat(query(cluster, "add", "add", "a noise"))
                    .startsWith("added a-noise: a noise\n")
                    .contains("too generic", "no Earshot has answered yet");
        }
    }

    /** What it prints, then what it says beside that. */
    private String query(Cluster cluster, String name, String command, String... words) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("query", command, "--bootstrap-servers", cluster.bootstrapServers()));
        arguments.addAll(List.of(words));
        try (EarshotProcess process = EarshotProcess.start(folder, name, arguments.toArray(String[]::new))) {
            assertThat(process.await(PATIENCE)).as(process.errors()).isZero();
            return process.output() + process.errors();
        }
    }

    private Path bad(String kind) throws IOException {
        Path file = folder.resolve(kind + ".wav");
        return switch (kind) {
            case "text" -> Files.writeString(file, "this is no audio\n".repeat(50));
            case "empty" -> Files.write(file, new byte[0]);
            case "folder" -> Files.createDirectory(file);
            default -> file;
        };
    }

    /** A recording as a WAVE file of floats, so many times as loud. */
    private static byte[] floats(Path recording, double gain) throws IOException {
        try (WavFile wav = WavFile.open(recording)) {
            byte[] pcm = new byte[(int) Files.size(recording)];
            int bytes = wav.read(pcm);
            float[] mono = new PcmDecoder(wav.format()).decode(Arrays.copyOf(pcm, bytes));
            double[] loud = IntStream.range(0, mono.length)
                    .mapToDouble(i -> gain * mono[i])
                    .toArray();
            return new WavBytes()
                    .format(3, 1, wav.format().sampleRateHz(), 32)
                    .data(PcmBytes.of(SampleEncoding.F32, loud))
                    .bytes();
        }
    }

    private static List<JsonNode> lines(String output) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> events = new ArrayList<>();
        for (String line : output.lines().toList()) {
            events.add(mapper.readTree(line));
        }
        return events;
    }
}

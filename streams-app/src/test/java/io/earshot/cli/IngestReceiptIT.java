package io.earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.app.LoadedModel;
import io.earshot.app.TaggingService;
import io.earshot.audio.WavBytes;
import io.earshot.broker.EmbeddedBroker;
import io.earshot.cluster.TopicCreation;
import io.earshot.config.EarshotConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ingest} says of audio that the service refuses, with a real broker and a real service. */
class IngestReceiptIT {
    private static final String START = "2026-01-01T00:00:00Z";

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;
    private static LoadedModel model;
    private static TaggingService service;

    private record Ran(int code, String out, String err) {}

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        EarshotConfig config = EarshotConfig.of(Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "topic.replication.factor",
                "1",
                "topic.partitions",
                "2",
                "http.port",
                "0",
                "state.dir",
                folder.resolve("state").toString()));
        TopicCreation.prepare(config);
        model = LoadedModel.open(config);
        service = TaggingService.start(config, model);
        assertThat(service.awaitReady(Duration.ofMinutes(2)))
                .as(service.state())
                .isTrue();
    }

    @AfterAll
    static void stop() throws IOException {
        if (service != null) {
            service.close();
        }
        if (model != null) {
            model.close();
        }
        broker.close();
    }

    @Test
    void shouldEndWellWhenAllWasHeard() throws Exception {
        Ran ran = ingest(wav("good.wav", 16_000, 2), "--source", "good", "--json");
        assertThat(ran).extracting(Ran::code, Ran::err).containsExactly(0, "");
        JsonNode line = new ObjectMapper().readTree(ran.out);
        assertThat(line.get("seconds").asDouble()).isCloseTo(2, within(.01));
        assertThat(line.get("refusedSeconds").asDouble()).isZero();
    }

    @Test
    void shouldSayWhatWasRefusedAndWhy() throws Exception {
        assertThat(ingest(wav("first.wav", 16_000, 2), "--source", "station", "--start", START).code)
                .isZero();
        Ran again = ingest(wav("second.wav", 8_000, 2), "--source", "station", "--start", START);
        assertThat(again.code).isOne();
        assertThat(again.out).contains("2.00 s published as source station");
        assertThat(again.err.strip())
                .matches("earshot: .*second.wav: the service refused 7 of 7 chunks, 2\\.00 of 2\\.00 s: contradictory"
                        + " \\(format changed from .*16000.* to .*8000.*\\)");
        Ran json = ingest(wav("third.wav", 8_000, 2), "--source", "station", "--start", START, "--json");
        assertThat(json.code).isOne();
        assertThat(new ObjectMapper().readTree(json.out).get("refusedSeconds").asDouble())
                .isCloseTo(2, within(.01));
    }

    @Test
    void shouldTellTheBadFromTheGoodOfAnotherSource() throws Exception {
        String mine = wav("mine.wav", 16_000, 2);
        assertThat(ingest(mine, "--source", "mine", "--start", START).code).isZero();
        assertThat(ingest(mine, "--source", "mine", "--start", START).err).contains("7 of 7 chunks", "duplicate");
        assertThat(ingest(wav("other.wav", 16_000, 2), "--source", "other", "--start", START))
                .extracting(Ran::code, Ran::err)
                .containsExactly(0, "");
    }

    @Test
    void shouldGoOnAfterARefusedFile() throws Exception {
        String bad = wav("twice.wav", 16_000, 1);
        assertThat(ingest(bad, "--start", START).code).isZero();
        List<String> words = new ArrayList<>(List.of(bad, wav("once.wav", 16_000, 1)));
        Ran ran = ingest(words.get(0), words.get(1), "--start", START);
        assertThat(ran.code).isOne();
        assertThat(ran.err.lines()).singleElement().asString().contains("twice.wav", "4 of 4 chunks");
        assertThat(ran.out.lines()).hasSize(2);
    }

    @Test
    void shouldSayThatNoServiceHasReadIt() throws Exception {
        Ran ran = ingest(wav("lonely.wav", 16_000, 1), "-s", "topic.prefix=lonely.", "-s", "application.id=lonely");
        assertThat(ran.code).isZero();
        assertThat(ran.err.strip()).isEqualTo("no Earshot service has read lonely yet");
    }

    private static String wav(String name, int rate, int seconds) throws IOException {
        byte[] pcm = new byte[2 * rate * seconds];
        for (int i = 0; i < pcm.length; i += 2) {
            pcm[i + 1] = (byte) (i / 64 % 2 == 0 ? 10 : -10);
        }
        return Files.write(
                        folder.resolve(name),
                        new WavBytes().format(1, 1, rate, 16).data(pcm).bytes())
                .toString();
    }

    private static Ran ingest(String... words) {
        List<String> all = new ArrayList<>(List.of("ingest", "--fast"));
        all.addAll(List.of(words));
        all.addAll(List.of("--bootstrap-servers", broker.bootstrapServers()));
        all.addAll(List.of("-s", "topic.partitions=2", "-s", "topic.replication.factor=1"));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = EarshotCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }
}

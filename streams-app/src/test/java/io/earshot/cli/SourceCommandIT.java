package io.earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands on sources, on a real broker while no process listens. */
class SourceCommandIT {
    private static final int MANY = 300;

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;

    private record Ran(int exit, String out, String err) {}

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
    }

    @AfterAll
    static void stop() throws IOException {
        broker.close();
    }

    @BeforeEach
    void removeAll() throws IOException {
        run("topics", "create");
        List<String> ids =
                listed().stream().map(line -> line.path("id").asText()).toList();
        if (!ids.isEmpty()) {
            run(Stream.concat(Stream.of("source", "rm"), ids.stream()).toArray(String[]::new));
        }
    }

    @Test
    void shouldAddASourceUnderAReadableIdAndSayThatNobodyListens() throws Exception {
        Ran added = run(
                "source",
                "add",
                "http://radio.example:8000/live",
                "--channel",
                "left",
                "--label",
                "city=Kiel",
                "--no-wait");
        assertThat(added.out()).isEqualTo("added radio.example/live: http://radio.example:8000/live\n");
        assertThat(added.exit()).isZero();

        Ran again = run(
                "source",
                "add",
                "http://radio.example:8000/live",
                "--channel",
                "left",
                "--label",
                "city=Kiel",
                "--no-wait");
        assertThat(again.out()).startsWith("unchanged radio.example/live");
        Ran other = run("source", "add", "http://radio.example:9000/live", "--no-wait");
        assertThat(other.out()).startsWith("added radio.example/live-2");

        assertThat(run("source", "ls").out().lines())
                .containsExactly(
                        "radio.example/live\tno process listens\thttp://radio.example:8000/live",
                        "radio.example/live-2\tno process listens\thttp://radio.example:9000/live");
        assertThat(listed().get(0).path("listening").asBoolean(true)).isFalse();
        assertThat(listed().get(0).has("state")).isFalse();
    }

    @Test
    void shouldTellHowToWriteAPasswordAndKeepItOut() throws Exception {
        Ran refused = run("source", "add", "http://me:hunter2@radio.example/live", "--no-wait");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("${env:NAME}", "${file:PATH}").doesNotContain("hunter2");
        assertThat(run("source", "add", "http://me:${env:RADIO}@radio.example/live", "--no-wait")
                        .exit())
                .isZero();
        assertThat(run("source", "ls").out()).contains("${env:RADIO}");
    }

    @Test
    void shouldChangeOnlyWhatIsGiven() throws Exception {
        run("source", "add", "http://a.example/x", "--id", "a", "--track", "2", "--label", "k=v", "--no-wait");
        Ran edited = run("source", "edit", "a", "--channel", "right", "--label", "k=", "--label", "n=1", "--no-wait");
        assertThat(edited.out()).startsWith("changed a");
        JsonNode source = listed().get(0);
        assertThat(source.path("channel").asText()).isEqualTo("right");
        assertThat(source.path("track").asInt()).isEqualTo(2);
        assertThat(source.path("address").asText()).isEqualTo("http://a.example/x");
        assertThat(source.path("labels").toString()).isEqualTo("{\"n\":\"1\"}");
        assertThat(run("source", "edit", "b", "--track", "1").err()).contains("b: no such source");
        assertThat(run("source", "edit", "a").exit()).isEqualTo(2);
    }

    @Test
    void shouldPauseResumeAndRemoveByIdAndGoOnAfterAnUnknownOne() throws Exception {
        run("source", "add", "http://a.example/x", "--id", "a", "--paused", "--no-wait");
        assertThat(run("source", "ls").out()).contains("paused; no process listens");
        assertThat(run("source", "resume", "a").out()).isEqualTo("resumed a\n");
        assertThat(run("source", "resume", "a").out()).isEqualTo("unchanged a\n");
        assertThat(run("source", "pause", "a").out()).isEqualTo("paused a\n");
        Ran removed = run("source", "rm", "none", "a");
        assertThat(removed.exit()).isEqualTo(1);
        assertThat(removed.out()).isEqualTo("removed a\n");
        assertThat(removed.err()).contains("none: no such source");
        assertThat(listed()).isEmpty();
    }

    @Test
    void shouldAddATableOfThreeHundredAndReadItsOwnListAgain() throws Exception {
        Path table = folder.resolve("sources.csv");
        Files.writeString(
                table,
                "id,address,channel,paused,labels\n"
                        + IntStream.range(0, MANY)
                                .mapToObj(i -> "s" + i + ",http://radio.example/" + i + ",left," + (i % 2 == 0)
                                        + ",\"city=Kiel; note=a, b\"\n")
                                .collect(Collectors.joining()));
        long start = System.nanoTime();
        Ran added = run("source", "add", "--file", table.toString(), "--no-wait");
        System.out.printf("300 sources added in %.1f s%n", (System.nanoTime() - start) / 1e9);
        assertThat(added.exit()).isZero();
        assertThat(added.out().lines()).hasSize(MANY).allMatch(line -> line.startsWith("added s"));
        assertThat(listed()).hasSize(MANY);
        assertThat(listed().get(0).path("labels").path("note").asText()).isEqualTo("a, b");

        Path list = folder.resolve("sources.jsonl");
        Files.writeString(list, run("source", "ls", "--json").out());
        Ran again = run("source", "add", "--file", list.toString(), "--no-wait");
        assertThat(again.out().lines()).hasSize(MANY).allMatch(line -> line.startsWith("unchanged s"));
    }

    @Test
    void shouldAddNoneOfATableWithAFaultAndNameEachFaultsLine() throws Exception {
        Path table = folder.resolve("faulty.csv");
        Files.writeString(table, """
                id,address,track
                good,http://a.example/1,1
                bad,,1
                good,http://a.example/2,1
                worse,http://a.example/3,first
                leak,http://u:secret@a.example/4,1
                """);
        Ran refused = run("source", "add", "--file", table.toString(), "--no-wait");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err().lines().map(line -> line.replaceFirst(".*faulty.csv, ", "")))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("line 3: a source needs an address"),
                        line -> assertThat(line).isEqualTo("line 4: the id good is in line 2 already"),
                        line -> assertThat(line).isEqualTo("line 5: track first is not a whole number"),
                        line -> assertThat(line).startsWith("line 6: the address holds a password"));
        assertThat(listed()).isEmpty();
    }

    @Test
    void shouldSayAfterTenSecondsThatNobodyListens() throws Exception {
        Ran added = run("source", "add", "http://a.example/x", "--id", "a");
        assertThat(added.exit()).isZero();
        assertThat(added.err()).contains("no Earshot listens yet; the source is opened as soon as one runs");
    }

    private static List<JsonNode> listed() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : run("source", "ls", "--json").out().lines().toList()) {
            lines.add(mapper.readTree(line));
        }
        return lines;
    }

    private static Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine =
                EarshotCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        List<String> words = new ArrayList<>(List.of(arguments));
        words.addAll(List.of("--bootstrap-servers", broker.bootstrapServers(), "-s", "topic.partitions=4"));
        int exit = commandLine.execute(words.toArray(String[]::new));
        return new Ran(exit, out.toString(), err.toString());
    }
}

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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of queries from the command line, and who made them, on a real broker while no service runs. */
class QueryEditIT {
    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;

    private record Ran(int exit, String out, String err) {}

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        run("topics", "create");
    }

    @AfterAll
    static void stop() throws IOException {
        broker.close();
    }

    @Test
    void shouldChangeOnlyWhatIsGivenAndTellWhoDidIt() throws Exception {
        run("query", "add", "a dog barking", "--id", "dog", "--or", "a hound", "--label", "team=night", "--no-wait");
        run("query", "disable", "dog");
        Ran edited = run(
                "query",
                "edit",
                "dog",
                "--alarms-per-day",
                "2",
                "--not",
                "a wolf",
                "--label",
                "team=",
                "--label",
                "city=Kiel",
                "--no-wait");
        assertThat(edited.exit()).as(edited.err()).isZero();
        assertThat(edited.out()).isEqualTo("changed dog: a dog barking, or a hound, not a wolf\n");
        JsonNode dog = listed("dog");
        assertThat(dog.path("enabled").asBoolean(true)).isFalse();
        assertThat(dog.path("labels").toString()).isEqualTo("{\"city\":\"Kiel\"}");
        assertThat(dog.path("sensitivity").path("kind").asText()).isEqualTo("ALARMS_PER_DAY");

        run("query", "edit", "dog", "--or", "", "--no-wait");
        assertThat(listed("dog").path("otherTexts")).isEmpty();
        assertThat(run("query", "edit", "dog", "--or", "", "--no-wait").out()).startsWith("unchanged dog");
        run("query", "rm", "dog");

        List<JsonNode> history = objects(run("query", "history", "dog", "--json"));
        assertThat(history.stream().map(change -> change.path("what").asText()))
                .containsExactly("added", "disabled", "changed", "changed", "unchanged", "removed");
        assertThat(history.stream().map(change -> change.path("by").asText()))
                .containsOnly(System.getProperty("user.name"));
        assertThat(run("query", "history", "none").exit()).isEqualTo(1);
    }

    @Test
    void shouldTakeChangesFromAFile() throws Exception {
        run("query", "add", "a cat", "--id", "cat", "--threshold", "0.4", "--no-wait");
        Path file = folder.resolve("changes.json");
        Files.writeString(file, "{\"id\": \"cat\", \"text\": \"a cat meowing\", \"enabled\": false}");
        assertThat(run("query", "edit", "cat", "--file", file.toString(), "--no-wait")
                        .exit())
                .isZero();
        JsonNode cat = listed("cat");
        assertThat(cat.path("text").asText()).isEqualTo("a cat meowing");
        assertThat(cat.path("enabled").asBoolean(true)).isFalse();
        assertThat(cat.path("sensitivity").path("value").asDouble()).isEqualTo(0.4);
        assertThat(run("query", "edit", "dog", "--file", file.toString()).err()).contains("is of query cat");
        Files.writeString(file, "[]");
        assertThat(run("query", "edit", "cat", "--file", file.toString()).exit())
                .isEqualTo(2);
    }

    @Test
    void shouldSayWhatIsWrongAndChangeNothing() throws Exception {
        run("query", "add", "rain", "--id", "rain", "--no-wait");
        assertThat(run("query", "edit", "rain").err()).contains("say what to change");
        assertThat(run("query", "edit", "rain", "--threshold", "2").exit()).isEqualTo(2);
        assertThat(run("query", "edit", "rain", "--text", " ").exit()).isEqualTo(2);
        Ran unknown = run("query", "edit", "none", "--text", "a");
        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(unknown.err()).contains("none: no such query");
        assertThat(objects(run("query", "history", "rain", "--json"))).hasSize(1);
    }

    private static JsonNode listed(String id) throws Exception {
        return objects(run("query", "ls", "--json")).stream()
                .filter(query -> query.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> objects(Ran ran) throws Exception {
        List<JsonNode> objects = new ArrayList<>();
        for (String line : ran.out().lines().toList()) {
            objects.add(new ObjectMapper().readTree(line));
        }
        return objects;
    }

    private static Ran run(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--bootstrap-servers", broker.bootstrapServers(), "-s", "topic.partitions=4"));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = EarshotCommand.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(new String[0]));
        return new Ran(exit, out.toString(), err.toString());
    }
}

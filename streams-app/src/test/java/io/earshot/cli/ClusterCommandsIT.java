package io.earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.audio.GapReason;
import io.earshot.broker.EmbeddedBroker;
import io.earshot.cluster.KafkaAccess;
import io.earshot.config.EarshotConfig;
import io.earshot.coverage.CoverageGap;
import io.earshot.coverage.MinuteCoverage;
import io.earshot.topology.Topics;
import io.earshot.wire.WireSerdes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Commands that talk to a cluster, each with topics of its own on one broker. */
class ClusterCommandsIT {
    private static final String RECORDING = System.getProperty("earshot.home") + "/models/demo/rain.wav";

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() throws IOException {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
    }

    @AfterAll
    static void stop() throws IOException {
        broker.close();
    }

    @Test
    void shouldSaySoonThatNoBrokerIsThere() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        for (String command : List.of(
                "serve", "query add rain", "query ls", "query rm rain", "topics create", "ingest " + RECORDING)) {
            long start = System.nanoTime();
            Ran ran = runAt("127.0.0.1:" + free, "", command.split(" "));
            assertThat(ran.code).as(command).isOne();
            assertThat(ran.err.lines().toList())
                    .singleElement()
                    .asString()
                    .startsWith("earshot: no broker answers at 127.0.0.1:" + free + " (connection refused)");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void shouldMakeTheTopicsBeforeAQueryIsWritten() throws Exception {
        assertThat(run("fresh.", "query", "ls")).isEqualTo(new Ran(0, "", ""));
        assertThat(run("fresh.", "query", "add", "rain", "--no-wait").out).isEqualTo("added rain: rain\n");
        assertThat(run("fresh.", "topics", "create").out).startsWith("all topics were there");
    }

    @Test
    void shouldRefuseTopicsThatOthersMadeAndWriteNothing() throws Exception {
        String queries = new Topics("wrong.").queries().name();
        try (Admin admin = kafka().admin()) {
            admin.createTopics(List.of(new NewTopic(queries, Optional.of(2), Optional.empty())))
                    .all()
                    .get();
            for (String command : List.of("query add rain", "query ls", "topics create", "ingest " + RECORDING)) {
                Ran ran = run("wrong.", command.split(" "));
                assertThat(ran.code).as(command).isOne();
                assertThat(ran.err.lines().toList())
                        .singleElement()
                        .asString()
                        .contains(
                                queries + " has partitions 2, but needs 1",
                                queries + " has cleanup.policy delete, but needs compact",
                                queries + " has message.timestamp.type CreateTime, but needs LogAppendTime");
            }
            assertThat(admin.listTopics().names().get())
                    .filteredOn(name -> name.startsWith("wrong."))
                    .containsExactly(queries);
        }
    }

    @Test
    void shouldTellOfDifferencesThatDoNoHarm() throws Exception {
        run("kept.", "topics", "create");
        Ran again = run("kept.", "topics", "create", "-s", "topic.partitions=3");
        assertThat(again.code).isZero();
        assertThat(again.err).contains("note: kept.events.v1 has partitions 2, made by Earshot it has 3");
    }

    @Test
    void shouldAddFromAFileWhatTheListOfQueriesPrints() throws Exception {
        run(
                "from.",
                "query",
                "add",
                "a dog",
                "--not",
                "a wolf",
                "--confirm",
                "2/3",
                "--label",
                "team=night",
                "--no-wait");
        run("from.", "query", "add", "rain", "--alarms-per-day", "2", "--source", "yard-*", "--no-wait");
        run("from.", "query", "disable", "rain");
        String listed = run("from.", "query", "ls", "--json").out;
        Path file = Files.writeString(folder.resolve("queries.jsonl"), listed);

        assertThat(run("to.", "query", "add", "--file", file.toString(), "--no-wait").out)
                .isEqualTo("added a-dog: a dog, not a wolf\nadded rain: rain\n");
        assertThat(run("to.", "query", "ls", "--json").out).isEqualTo(listed);
        Path disabled = Files.writeString(folder.resolve("disabled.json"), "{\"text\": \"hail\", \"enabled\": false}");
        assertThat(run("other.", "query", "add", "--file", disabled.toString()))
                .isEqualTo(new Ran(0, "added hail: hail\n", ""));
        assertThat(run("to.", "query", "add", "--file", file.toString(), "--no-wait").out)
                .isEqualTo("unchanged a-dog: a dog, not a wolf\nunchanged rain: rain\n");
    }

    @Test
    void shouldAddNothingFromAFileInWhichOneQueryIsWrong() throws Exception {
        Path file = folder.resolve("wrong.json");
        String good = "{\"text\": \"rain\"}";
        for (Map.Entry<String, String> wrong : Map.of(
                        good + "{\"text\": \"hail\", \"rules\": {\"confirm\": \"3/2\"}}",
                        "query 2: confirm 3/2 must be",
                        good + "{\"text\": \"hail\", \"txt\": 1}",
                        "query 2: unknown field",
                        "[" + good + "," + good + "]",
                        "query 2: the id rain is there twice",
                        good + "{\"te",
                        "query 2: no JSON",
                        good + "7",
                        "query 2: a query must be a JSON object",
                        "",
                        "holds no queries")
                .entrySet()) {
            Files.writeString(file, wrong.getKey());
            Ran ran = run("none.", "query", "add", "--file", file.toString());
            assertThat(ran.code).as(wrong.getKey()).isEqualTo(2);
            assertThat(ran.err).contains(wrong.getValue());
        }
        assertThat(run("none.", "query", "ls").out).isEmpty();
        assertThat(run("none.", "query", "add", "rain", "--file", "-").err).contains("takes no TEXT");
        assertThat(run("none.", "query", "add").err).contains("a TEXT is missing");
    }

    @Test
    void shouldRemoveWhatIsThereAndSayWhatIsNot() throws Exception {
        run("rm.", "query", "add", "rain", "--no-wait");
        Ran removed = run("rm.", "query", "rm", "hail", "rain");
        assertThat(removed).isEqualTo(new Ran(1, "removed rain\n", "earshot: hail: no such query\n"));
        assertThat(run("rm.", "query", "ls").out).isEmpty();
    }

    @Test
    void shouldKeepADisabledQuery() throws Exception {
        run("off.", "query", "add", "rain", "--no-wait");
        assertThat(run("off.", "query", "disable", "rain", "hail"))
                .isEqualTo(new Ran(1, "disabled rain\n", "earshot: hail: no such query\n"));
        assertThat(run("off.", "query", "ls").out).isEqualTo("rain\tdisabled\train\n");
        assertThat(run("off.", "query", "disable", "rain").out).isEqualTo("unchanged, it is disabled rain\n");
        assertThat(run("off.", "query", "enable", "rain").out).isEqualTo("enabled rain\n");
        assertThat(run("off.", "query", "ls").out).isEqualTo("rain\tby default\train\n");
    }

    /** The topic of queries has lost its records, that of their embeddings has not. */
    @Test
    void shouldListAndRemoveWhatFiresAlthoughItsQueryIsGone() throws Exception {
        run("lost.", "topics", "create");
        Topics topics = new Topics("lost.");
        try (Producer<String, byte[]> producer = kafka().producer(new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topics.queryEmbeddings().name(), "rain@abc", new byte[] {1}))
                    .get();
        }
        assertThat(run("lost.", "query", "ls").out).startsWith("rain\tleft over\t");
        assertThat(run("lost.", "query", "rm", "rain").out).isEqualTo("removed rain\n");
        assertThat(run("lost.", "query", "ls").out).isEmpty();
    }

    @Test
    void shouldPrintWordsOnOneLine() throws Exception {
        assertThat(run("line.", "query", "add", "a\nb", "--id", "x\ty", "--no-wait").out)
                .isEqualTo("added x\\ty: a\\nb\n");
        assertThat(run("line.", "query", "ls").out).isEqualTo("x\\ty\tby default\ta\\nb\n");
        assertThat(run("line.", "query", "rm", "x\ty").out).isEqualTo("removed x\\ty\n");
    }

    @Test
    void shouldGiveProgramsOneObjectALine() throws Exception {
        List<String> lines = new ArrayList<>();
        for (String command : List.of(
                "topics create --json",
                "topics create --json",
                "query add --json --no-wait rain",
                "query ls --json",
                "query disable --json rain",
                "query enable --json rain",
                "query rm --json rain hail")) {
            run("json.", command.split(" ")).out.lines().forEach(lines::add);
        }
        ObjectMapper mapper = new ObjectMapper();
        List<String> done = new ArrayList<>();
        for (String line : lines) {
            done.add(mapper.readTree(line).path("done").asText("ls"));
        }
        assertThat(done)
                .containsExactlyElementsOf(Stream.concat(
                                Stream.generate(() -> "made")
                                        .limit(new Topics("").all().size()),
                                Stream.of("added", "ls", "disabled", "enabled", "removed"))
                        .toList());
    }

    @Test
    void shouldNameTheRegistryThatDoesNotAnswer() throws Exception {
        Ran ran = run("reg.", "query", "add", "rain", "-s", "schema.registry.url=http://127.0.0.1:1");
        assertThat(ran.code).isOne();
        assertThat(ran.err.lines().toList())
                .singleElement()
                .asString()
                .contains("http://127.0.0.1:1", "schema.registry.url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "ingest --fast"})
    void shouldNotWaitForARegistryThatDoesNotAnswer(String command) throws Exception {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.addAll(List.of(RECORDING, "-s", "schema.registry.url=http://127.0.0.1:1"));
        Ran ran = run("reg.", words.toArray(String[]::new));
        assertThat(ran.code).isOne();
        assertThat(ran.err.lines().toList())
                .singleElement()
                .asString()
                .contains("http://127.0.0.1:1", "schema.registry.url");
    }

    private record Ran(int code, String out, String err) {}

    @Test
    void shouldTellWhatWasHeardOfASourceAndWhatNot() throws Exception {
        assertThat(run("covered.", "coverage", "--source", "yard").err)
                .contains("nothing is recorded of source yard", "does not mean that nothing is missing");
        run("covered.", "topics", "create");
        String topic = new Topics("covered.").coverage().name();
        long minute = Instant.now().getEpochSecond() / 60 * 60_000_000 - 600_000_000;
        CoverageGap gap = new CoverageGap(minute, minute + 1_800_000, GapReason.SOURCE_DOWN);
        try (Producer<String, MinuteCoverage> producer =
                kafka().producer(WireSerdes.of(Map.of()).coverage().serializer())) {
            for (String source : List.of("yard", "hall", "yard")) {
                MinuteCoverage heard = new MinuteCoverage(
                        source, minute, 30_000_000, source.equals("yard") ? 28_200_000 : 0, List.of(gap), 7);
                producer.send(new ProducerRecord<>(topic, source, heard)).get();
                gap = new CoverageGap(minute + 40_000_000, minute + 41_800_000, GapReason.LATE);
            }
        }
        Ran ran = run("covered.", "coverage", "--source", "yard", "--since", "1h");
        assertThat(ran.code).as(ran.err).isZero();
        assertThat(ran.out.lines().toList())
                .hasSize(2)
                .allMatch(line -> line.endsWith("  56.4 s of 60.0 s  missing 3.6 s: source down 1.8 s, late 1.8 s"));
        Ran json = run("covered.", "coverage", "--source", "yard", "--json");
        assertThat(new ObjectMapper().readTree(json.out).get("heardSeconds").asDouble())
                .isEqualTo(56.4);
        assertThat(run("covered.", "coverage", "--source", "yard", "--since", "5m").err)
                .contains("nothing is recorded");
    }

    private static Ran run(String prefix, String... words) {
        return runAt(broker.bootstrapServers(), prefix, words);
    }

    private static Ran runAt(String brokers, String prefix, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--bootstrap-servers", brokers, "-s", "topic.prefix=" + prefix));
        if (!all.contains("topic.partitions=3")) {
            all.addAll(List.of("-s", "topic.partitions=2"));
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line =
                EarshotCommand.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int code = line.execute(all.toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }

    private static KafkaAccess kafka() {
        return new KafkaAccess(EarshotConfig.of(Map.of("bootstrap.servers", broker.bootstrapServers())));
    }
}

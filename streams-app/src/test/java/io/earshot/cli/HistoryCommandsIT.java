package io.earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.broker.EmbeddedBroker;
import io.earshot.cluster.KafkaAccess;
import io.earshot.cluster.TopicCreation;
import io.earshot.config.EarshotConfig;
import io.earshot.decide.EventPhase;
import io.earshot.service.RecordedHistory;
import io.earshot.topology.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Commands that read what was recorded, on a real broker. */
class HistoryCommandsIT {
    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;
    private static EarshotConfig config;
    private static KafkaAccess kafka;

    @BeforeAll
    static void record() throws Exception {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        config = EarshotConfig.of(Map.of("bootstrap.servers", broker.bootstrapServers(), "topic.partitions", "3"));
        kafka = new KafkaAccess(config);
        try (Admin admin = kafka.admin()) {
            new TopicCreation(config).createMissing(admin);
        }
        try (RecordedHistory history = new RecordedHistory(config)) {
            history.whole(0, "yard", "dog");
            history.whole(3, "street, \"north\"", "siren");
            history.flush();
            history.write(RecordedHistory.event(5, "yard", "siren", EventPhase.OPEN, .6));
        }
    }

    @AfterAll
    static void stop() throws IOException {
        broker.close();
    }

    @Test
    void shouldListEachEventOnceForPeopleAndPrograms() throws Exception {
        Ran ran = run("events", "--since", "2026-05-01T00:00:00Z");
        assertThat(ran.out.lines()).hasSize(3);
        assertThat(ran.out.lines().filter(line -> line.contains("yard")))
                .anySatisfy(line -> assertThat(line).contains(" 80 %  a dog  (1.5 s)"));
        assertThat(ran.out.lines().toList().get(2)).contains(" 60 %  a siren  (goes on)");

        Ran json = run("events", "--since", "2026-05-01T00:00:00Z", "--json", "--query", "dog");
        assertThat(new ObjectMapper().readTree(json.out).path("id").asText()).isEqualTo(RecordedHistory.id(0));
        assertThat(run("events", "--since", "5m").out).isEmpty();
        assertThat(run("events", "--since", "2026-05-01T00:00:00Z", "--phase", "open")
                        .out
                        .lines())
                .hasSize(3);
    }

    @Test
    void shouldWriteATableWithQuotesWhereTheyAreNeeded() throws Exception {
        List<String> lines = run("events", "--since", "2026-05-01T00:00:00Z", "--csv")
                .out
                .lines()
                .toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).startsWith("id,phase,source,query_id,").contains(",onset,end,peak,confidence,");
        assertThat(lines)
                .anySatisfy(line -> assertThat(line)
                        .contains(",\"street, \"\"north\"\"\",siren,v1,\"a siren\",")
                        .contains(",2026-05-28T20:26:43Z,2026-05-28T20:26:44.500Z,"));
    }

    @Test
    void shouldExportATableThatAnotherReaderUnderstands() throws Exception {
        Path file = folder.resolve("events.parquet");
        assertThat(run("export", "--format", "parquet", "-o", file.toString()).out)
                .startsWith("3 events in ");
        List<Group> rows = rows(file);
        assertThat(rows).hasSize(3);
        Group dog = rows.stream()
                .filter(row -> row.getString("query_id", 0).equals("dog"))
                .findFirst()
                .orElseThrow();
        assertThat(dog.getString("id", 0)).isEqualTo(RecordedHistory.id(0));
        assertThat(dog.getLong("onset", 0)).isEqualTo(RecordedHistory.NOON);
        assertThat(dog.getDouble("confidence", 0)).isEqualTo(.8);
        assertThat(dog.getString("end_reason", 0)).isEqualTo("SOUND_ENDED");
        assertThat(dog.getString("labels", 0)).isEqualTo("{\"team\":\"yard\"}");
        assertThat(dog.getFieldRepetitionCount("absent_seconds")).isZero();
        try (var files = Files.list(folder)) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".part"));
        }
    }

    private static List<Group> rows(Path file) throws IOException {
        List<Group> rows = new ArrayList<>();
        ParquetReadOptions options =
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
            MessageType schema = reader.getFooter().getFileMetaData().getSchema();
            MessageColumnIO columns = new ColumnIOFactory().getColumnIO(schema);
            var pages = reader.readNextRowGroup();
            RecordReader<Group> records = columns.getRecordReader(pages, new GroupRecordConverter(schema));
            for (long i = 0; i < pages.getRowCount(); i++) {
                rows.add(records.read());
            }
        }
        return rows;
    }

    @Test
    void shouldExportLabelsInOrderFromTheFirstEventOrAnOrigin() throws Exception {
        Path file = folder.resolve("labels.txt");
        run("export", "--format", "audacity-labels", "-o", file.toString());
        assertThat(Files.readAllLines(file))
                .hasSize(3)
                .startsWith("0.000000\t1.500000\ta dog (yard, 80 %)")
                .endsWith("5.000000\t5.500000\ta siren (yard, 60 %)");
        run("export", "--format", "audacity-labels", "-o", file.toString(), "--origin", "2026-05-28T20:26:30Z");
        assertThat(Files.readAllLines(file)).first().asString().startsWith("10.000000\t11.500000\t");
    }

    @Test
    void shouldLeaveTheOldFileWhenAnExportFails() throws Exception {
        Path file = folder.resolve("kept.csv");
        Files.writeString(file, "old");
        assertThat(run("export", "--format", "xml", "-o", file.toString()).code).isEqualTo(2);
        assertThat(Files.readString(file)).isEqualTo("old");
    }

    @Test
    void shouldWriteARefusedRecordToItsTopicAgainAsItWas() throws Exception {
        Topics topics = new Topics(config.string("topic.prefix"));
        try (Producer<String, byte[]> producer = kafka.producer(new ByteArraySerializer())) {
            producer.send(letter(topics, topics.queries().name())).get();
            producer.send(letter(topics, "another.topic")).get();
        }
        List<String> listed = run("dead-letters", "ls").out.lines().toList();
        assertThat(listed).hasSize(2);
        String good = idOf(listed, topics.queries().name());
        assertThat(run("dead-letters", "show", good).out)
                .contains("undecodable", "earshot.offset: 17", "kind: text", "base64: Z2FyYmFnZQ==");
        assertThat(run("dead-letters", "ls", "--reason", "other").out).isEmpty();

        Ran retried = run("dead-letters", "retry", good, idOf(listed, "another.topic"), "2-999");
        assertThat(retried.code).isOne();
        assertThat(retried.err).contains("another.topic", "2-999: no such dead letter");
        ConsumerRecord<String, byte[]> again = onlyRecord(topics.queries().name());
        assertThat(again.key()).isEqualTo("dog");
        assertThat(new String(again.value(), StandardCharsets.UTF_8)).isEqualTo("garbage");
        assertThat(again.headers().lastHeader("kind").value()).isEqualTo("text".getBytes(StandardCharsets.UTF_8));
        assertThat(again.headers().lastHeader("earshot.reason")).isNull();
        assertThat(new String(again.headers().lastHeader("earshot.retried").value(), StandardCharsets.UTF_8))
                .startsWith(good + " by the command line at ");
        assertThat(run("dead-letters", "show", "x").code).isEqualTo(2);
    }

    private static String idOf(List<String> lines, String topic) {
        return lines.stream()
                .filter(line -> line.contains(topic))
                .map(line -> line.substring(0, line.indexOf('\t')))
                .findFirst()
                .orElseThrow();
    }

    private static ProducerRecord<String, byte[]> letter(Topics topics, String from) {
        ProducerRecord<String, byte[]> letter =
                new ProducerRecord<>(topics.deadLetters().name(), "dog", "garbage".getBytes(StandardCharsets.UTF_8));
        Map.of(
                        "kind", "text",
                        "earshot.reason", "undecodable",
                        "earshot.detail", "no Avro",
                        "earshot.topic", from,
                        "earshot.partition", "0",
                        "earshot.offset", "17")
                .forEach((name, value) -> letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return letter;
    }

    private static ConsumerRecord<String, byte[]> onlyRecord(String topic) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (Consumer<String, byte[]> consumer = kafka.reader()) {
            List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return !records.isEmpty();
            });
        }
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private record Ran(int code, String out, String err) {}

    private static Ran run(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--bootstrap-servers", broker.bootstrapServers(), "-s", "topic.partitions=3"));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line =
                EarshotCommand.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int code = line.execute(all.toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }
}

package io.earshot.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublishedSchemasTest {
    @Test
    void shouldPublishTheSchemasOfThisBuildAndNothingElse() throws IOException {
        assertThat(published())
                .as("mvn -pl schemas test -Dtest=PublishSchemas writes them")
                .isEqualTo(PublishedSchemas.files());
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void shouldBeReadableWithNoOtherFile(Schema schema) throws IOException {
        String text = Files.readString(PublishedSchemas.FOLDER.resolve(schema.getName() + ".avsc"));
        // A parser of its own: it knows no type that the file does not define.
        Schema alone = new Schema.Parser().parse(text);
        assertThat(PublishedSchemas.header(alone)).isEqualTo(PublishedSchemas.header(schema));
        try (var inJar = EarshotSchemas.class.getResourceAsStream("published/" + schema.getName() + ".avsc")) {
            assertThat(new String(inJar.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldNameTheSchemaThatAvroItselfPutsIntoTheHeader(SpecificRecord record) throws IOException {
        String list = Files.readString(PublishedSchemas.FOLDER.resolve(PublishedSchemas.FINGERPRINTS));
        ByteBuffer written =
                new BinaryMessageEncoder<IndexedRecord>(GenericData.get(), record.getSchema()).encode(record);
        byte[] start = new byte[10];
        written.get(start);
        String header = HexFormat.of().formatHex(start);
        String line = list.lines()
                .filter(entry -> entry.contains(header))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + header + " in " + list));
        assertThat(line)
                .contains(
                        "\"" + record.getSchema().getFullName() + "\"",
                        "\"current\"",
                        "\"published/" + record.getSchema().getName() + ".avsc\"");
    }

    static Stream<Schema> schemas() {
        return EarshotSchemas.current().stream();
    }

    static Stream<SpecificRecord> records() {
        return GoldenRecords.all().stream();
    }

    private static Map<String, String> published() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(PublishedSchemas.FOLDER)) {
            for (Path file : files.toList()) {
                found.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return found;
    }
}

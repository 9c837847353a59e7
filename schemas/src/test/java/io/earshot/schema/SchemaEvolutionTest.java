package io.earshot.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every schema reads what every release wrote, and every release reads what it writes: FULL_TRANSITIVE. */
class SchemaEvolutionTest {
    private static final Path SCHEMAS = Path.of("src/main/resources/io/earshot/schema/released");
    /** A field as it stands in the JSON of its schema. */
    private static final String ONSET = "\"name\":\"onsetMicros\",\"type\":\"long\"";

    private static final Path RECORDS = Path.of("src/test/resources/released");

    @ParameterizedTest
    @MethodSource("releasedSchemas")
    void shouldReadWhatWasReleasedAndBeReadByIt(String name) throws IOException {
        Schema released = schemaOf(name);
        Schema current = currentOf(released.getFullName());
        assertThat(incompatibilities(current, released)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("releasedSchemas")
    void shouldMeanTheSameByANumberAsEveryRelease(String name) throws IOException {
        Schema released = schemaOf(name);
        assertThat(LogicalTypes.differences(currentOf(released.getFullName()), released))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("unitEdits")
    void shouldCatchAnEditOfAUnitThatAvroDoesNotSee(String from, String to) {
        Schema released = edited(MatchEvent.getClassSchema(), json -> json.replace(ONSET, from));
        Schema broken = edited(MatchEvent.getClassSchema(), json -> json.replace(ONSET, to));
        assertThat(SchemaNormalization.parsingFingerprint64(broken))
                .isEqualTo(SchemaNormalization.parsingFingerprint64(released));
        assertThat(incompatibilities(broken, released)).isEmpty();
        assertThat(LogicalTypes.differences(broken, released))
                .singleElement()
                .asString()
                .contains("MatchEvent.onsetMicros");
    }

    static Stream<Arguments> unitEdits() {
        return Stream.of(
                Arguments.of(logical("long", "timestamp-micros", ""), logical("long", "timestamp-millis", "")),
                Arguments.of(ONSET, logical("long", "timestamp-micros", "")),
                Arguments.of(
                        logical("bytes", "decimal", ",\"precision\":9,\"scale\":2"),
                        logical("bytes", "decimal", ",\"precision\":9,\"scale\":3")));
    }

    private static String logical(String type, String name, String rest) {
        return "\"name\":\"onsetMicros\",\"type\":{\"type\":\"%s\",\"logicalType\":\"%s\"%s}"
                .formatted(type, name, rest);
    }

    @ParameterizedTest
    @MethodSource("releasedSchemas")
    void shouldReallyReadTheRecordsOfEveryRelease(String name) throws IOException {
        Schema released = schemaOf(name);
        Schema current = currentOf(released.getFullName());
        byte[] golden = Files.readAllBytes(RECORDS.resolve(name.replace(".avsc", ".avro-binary")));
        GenericRecord then = AvroBytes.read(golden, released, released);
        GenericRecord now = AvroBytes.read(golden, released, current);
        GenericRecord backThen = AvroBytes.read(AvroBytes.of(now), current, released);
        for (Schema.Field field : released.getFields()) {
            if (current.getField(field.name()) != null) {
                assertThat(backThen.get(field.name())).as(field.name()).isEqualTo(then.get(field.name()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("releasedSchemas")
    void shouldReallyBeReadByEveryRelease(String name) throws IOException {
        Schema released = schemaOf(name);
        SpecificRecord golden = GoldenRecords.all().stream()
                .filter(g -> g.getSchema().getFullName().equals(released.getFullName()))
                .findFirst()
                .orElseThrow();
        GenericRecord then = AvroBytes.read(AvroBytes.of(golden), golden.getSchema(), released);
        assertThat(then.getSchema()).isEqualTo(released);
    }

    @Test
    void shouldHaveReleasedTheSchemaOfEveryTopic() throws IOException {
        assertThat(EarshotSchemas.released().stream().map(Schema::getFullName).distinct())
                .containsExactlyInAnyOrderElementsOf(EarshotSchemas.current().stream()
                        .map(Schema::getFullName)
                        .toList());
        assertThat(releasedSchemas()).containsExactlyInAnyOrderElementsOf(avscFiles());
    }

    @Test
    void shouldLetOldReadersSeeUnknownForANewSymbol() throws IOException {
        Schema old = AudioChunk.getClassSchema();
        Schema newer =
                edited(old, json -> json.replace("\"UNKNOWN\",\"AUDIO\"", "\"UNKNOWN\",\"ULTRASOUND\",\"AUDIO\""));
        assertThat(incompatibilities(newer, old)).isEmpty();
        GenericRecord written = AvroBytes.read(AvroBytes.of(GoldenRecords.all().get(0)), old, newer);
        Schema kinds = newer.getField("kind").schema();
        written.put("kind", new GenericData.EnumSymbol(kinds, "ULTRASOUND"));
        assertThat(AvroBytes.read(AvroBytes.of(written), newer, old).get("kind"))
                .hasToString("UNKNOWN");
    }

    @ParameterizedTest
    @MethodSource("breakingEdits")
    void shouldCatchABreakingEdit(String what, UnaryOperator<String> edit) {
        Schema released = MatchEvent.getClassSchema();
        Schema broken = edited(released, edit);
        assertThat(broken).as(what).isNotEqualTo(released);
        assertThat(incompatibilities(broken, released)).as(what).isNotEmpty();
    }

    static Stream<Arguments> breakingEdits() {
        return Stream.of(
                edit("a field without default goes", json -> without(json, "onsetMicros")),
                edit(
                        "a field without default comes",
                        json -> json.replaceFirst(
                                "\"fields\":\\[", "\"fields\":[{\"name\":\"new\",\"type\":\"int\"},")),
                edit(
                        "a type is widened, which old readers cannot follow",
                        json -> json.replace(
                                "\"name\":\"epochId\",\"type\":\"long\"", "\"name\":\"epochId\",\"type\":\"double\"")),
                edit(
                        "an enum loses a symbol and its default",
                        json -> json.replace(",\"CLOSE\"],\"default\":\"UNKNOWN\"", "]")),
                edit(
                        "the record gets another name",
                        json -> json.replace("\"name\":\"MatchEvent\"", "\"name\":\"Hit\"")));
    }

    static List<String> releasedSchemas() throws IOException {
        return Files.readAllLines(SCHEMAS.resolve("index"));
    }

    /** What keeps one of the two from reading the other. */
    private static List<SchemaCompatibility.Incompatibility> incompatibilities(Schema one, Schema other) {
        return Stream.of(
                        SchemaCompatibility.checkReaderWriterCompatibility(one, other),
                        SchemaCompatibility.checkReaderWriterCompatibility(other, one))
                .filter(pair -> pair.getType() != SchemaCompatibilityType.COMPATIBLE)
                .flatMap(pair -> pair.getResult().getIncompatibilities().stream())
                .toList();
    }

    private static Arguments edit(String what, UnaryOperator<String> edit) {
        return Arguments.of(what, edit);
    }

    private static Schema edited(Schema schema, UnaryOperator<String> edit) {
        return new Schema.Parser().parse(edit.apply(EarshotSchemas.published(schema)));
    }

    private static String without(String json, String field) {
        return json.replaceFirst("\\{\"name\":\"" + field + "\"[^}]*},", "");
    }

    private static Schema schemaOf(String name) throws IOException {
        return new Schema.Parser().parse(Files.readString(SCHEMAS.resolve(name)));
    }

    private static Schema currentOf(String fullName) {
        return EarshotSchemas.current().stream()
                .filter(schema -> schema.getFullName().equals(fullName))
                .findFirst()
                .orElseThrow(() -> new AssertionError(fullName + " was released and is gone"));
    }

    private static List<String> avscFiles() throws IOException {
        try (Stream<Path> files = Files.walk(SCHEMAS)) {
            return files.filter(file -> file.toString().endsWith(".avsc"))
                    .map(file -> SCHEMAS.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }
}

package io.earshot.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.api.Test;

class JsonConverterTest {
    private static final String TOPIC = "earshot.events.v1";

    private final Converter converter = new JsonConverter();

    @Test
    void shouldBeFoundByKafkaConnect() {
        assertThat(ServiceLoader.load(Converter.class)).hasAtLeastOneElementOfType(JsonConverter.class);
        converter.configure(Map.of(), false);
    }

    @Test
    void shouldWriteEveryRecordAsOneLine() throws IOException {
        for (SpecificRecord golden : GoldenRecords.all()) {
            SchemaAndValue read = converter.toConnectData(TOPIC, value(golden.getSchema(), AvroBytes.of(golden)));
            assertThat(read.schema()).isEqualTo(org.apache.kafka.connect.data.Schema.STRING_SCHEMA);
            assertThat(read.value().toString()).startsWith("{\"").endsWith("}").doesNotContain("\n");
        }
        assertThat(converter.toConnectData(TOPIC, null)).isEqualTo(SchemaAndValue.NULL);
    }

    @Test
    void shouldReadWhatAnOlderReleaseWroteWithTheFieldsOfThisOne() throws IOException {
        Path record = Path.of("src/test/resources/released/0.1.0-draft/MatchEvent.avro-binary");
        Schema draft = EarshotSchemas.released().stream()
                .filter(schema -> schema.getName().equals("MatchEvent"))
                .findFirst()
                .orElseThrow();
        assertThat(converter
                        .toConnectData(TOPIC, value(draft, Files.readAllBytes(record)))
                        .value()
                        .toString())
                .contains(
                        "\"phase\": \"CLOSE\"",
                        "\"sourceId\": \"yard\"",
                        "\"queryText\": \"glass is breaking\"",
                        "\"title\": \"\"");
    }

    @Test
    void shouldRefuseWhatIsNoneOfEarshotsValues() {
        Map<String, String> refused = Map.of(
                "", "0 bytes without the header",
                "00000000070102030405", "10 bytes without the header",
                "c301ffffffffffffffff00", "no release up to this one has the schema ffffffffffffffff",
                "c301934fd2ab80533f8402", "a broken MatchEvent of 11 bytes");
        refused.forEach((hex, reason) -> assertThatThrownBy(
                        () -> converter.toConnectData(TOPIC, HexFormat.of().parseHex(hex)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(TOPIC)
                .hasMessageContaining(reason));
        assertThatThrownBy(() -> converter.fromConnectData(TOPIC, null, "x")).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> converter.configure(Map.of(), true)).hasMessageContaining("StringConverter");
    }

    private static byte[] value(Schema schema, byte[] body) throws IOException {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(HexFormat.of().parseHex(PublishedSchemas.header(schema)));
        value.write(body);
        return value.toByteArray();
    }
}

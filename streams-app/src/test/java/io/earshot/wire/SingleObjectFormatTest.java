package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.decide.Event;
import io.earshot.schema.EarshotSchemas;
import io.earshot.schema.MatchEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.util.RandomData;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SingleObjectFormatTest {
    private static final String TOPIC = "t";

    private final WireSerdes wire = WireSerdes.of(Map.of());

    @Test
    void shouldWriteWhatAvrosOwnDecoderReads() throws IOException {
        Schema schema = MatchEvent.getClassSchema();
        BinaryMessageDecoder<GenericRecord> decoder = new BinaryMessageDecoder<>(GenericData.get(), schema);
        Event event = new WireValues(1).event();
        GenericRecord read = decoder.decode(wire.events().serializer().serialize(TOPIC, event));
        assertThat(read.get("queryText")).hasToString(event.query().text());
        assertThat(read.get("phase")).hasToString(event.phase().name());
    }

    @Test
    void shouldReadWhatAvrosOwnEncoderWrites() throws IOException {
        Schema schema = MatchEvent.getClassSchema();
        Event event = new WireValues(2).event();
        byte[] bytes = wire.events().serializer().serialize(TOPIC, event);
        GenericRecord copy = new BinaryMessageDecoder<GenericRecord>(GenericData.get(), schema).decode(bytes);
        byte[] theirs = new BinaryMessageEncoder<GenericRecord>(GenericData.get(), schema)
                .encode(copy)
                .array();
        assertThat(wire.events().deserializer().deserialize(TOPIC, theirs)).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("released")
    void shouldKnowTheSchemasOfAllReleases(Schema released) throws IOException {
        byte[] header = new byte[10];
        BinaryMessageEncoder<GenericRecord> encoder = new BinaryMessageEncoder<>(GenericData.get(), released);
        GenericRecord sample =
                (GenericRecord) new RandomData(released, 1, 42L).iterator().next();
        System.arraycopy(encoder.encode(sample).array(), 0, header, 0, header.length);
        assertThatThrownBy(() -> new SingleObjectFormat().read(TOPIC, header, MatchEvent.class))
                .isInstanceOf(SerializationException.class)
                .hasMessageNotContaining("no release of this program knows");
    }

    @Test
    void shouldSayThatASchemaIsNotKnown() {
        byte[] bytes = wire.events().serializer().serialize(TOPIC, new WireValues(3).event());
        bytes[2]++;
        assertThatThrownBy(() -> wire.events().deserializer().deserialize(TOPIC, bytes))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("no release of this program knows");
    }

    @Test
    void shouldRefuseOtherHeaders() {
        byte[] bytes = wire.events().serializer().serialize(TOPIC, new WireValues(4).event());
        bytes[0] = 0;
        for (byte[] other : new byte[][] {bytes, {}, {(byte) 0xC3}, {(byte) 0xC3, 1, 0, 0, 0, 0, 0, 0, 0}}) {
            assertThatThrownBy(() -> wire.events().deserializer().deserialize(TOPIC, other))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("without the header");
        }
    }

    static List<Schema> released() {
        return EarshotSchemas.released();
    }
}

package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class TolerantSerdeTest {
    private static final String TOPIC = "queries";

    private final Serde<Decoded<QueryRecord>> serde = WireSerdes.of(Map.of()).queries();

    @Test
    void shouldSayWhyBytesCannotBeRead() {
        Decoded<QueryRecord> read = read("not avro at all");
        assertThat(read.value()).isEmpty();
        assertThat(read)
                .isInstanceOfSatisfying(
                        Decoded.Undecodable.class,
                        undecodable -> assertThat(undecodable.reason())
                                .isEqualTo("15 bytes without the header of Avro's single-object encoding"));
    }

    @Test
    void shouldWriteUndecodableBytesAsTheyCame() {
        byte[] bytes = "not avro at all".getBytes(StandardCharsets.UTF_8);
        assertThat(serde.serializer().serialize(TOPIC, serde.deserializer().deserialize(TOPIC, bytes)))
                .isEqualTo(bytes);
    }

    @Test
    void shouldGiveTheValueOfGoodBytes() {
        QueryRecord query = new WireValues(1).queryRecord();
        byte[] bytes = serde.serializer().serialize(TOPIC, new Decoded.Present<>(query));
        assertThat(serde.deserializer().deserialize(TOPIC, bytes).value()).contains(query);
    }

    @Test
    void shouldKeepNull() {
        assertThat(serde.deserializer().deserialize(TOPIC, null)).isNull();
        assertThat(serde.serializer().serialize(TOPIC, null)).isNull();
    }

    private Decoded<QueryRecord> read(String text) {
        return serde.deserializer().deserialize(TOPIC, text.getBytes(StandardCharsets.UTF_8));
    }
}

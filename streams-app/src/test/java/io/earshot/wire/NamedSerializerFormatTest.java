package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.decide.Event;
import io.earshot.schema.MatchEvent;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stand-ins play Confluent's classes, which the project cannot test with. */
class NamedSerializerFormatTest {
    private static final String TOPIC = "t";
    private static final AvroBody BODY = new AvroBody();

    /** Writes plain Avro behind a prefix that comes from the settings. */
    public static final class Writer implements Serializer<Object> {
        private byte prefix;

        @Override
        public void configure(Map<String, ?> settings, boolean isKey) {
            prefix = Byte.parseByte((String) settings.get("prefix"));
        }

        @Override
        public byte[] serialize(String topic, Object value) {
            return BODY.write(new byte[] {prefix}, (SpecificRecord) value);
        }
    }

    /** Reads that as a record without class, as Confluent's does by default. */
    public static final class Reader implements Deserializer<Object> {
        @Override
        public Object deserialize(String topic, byte[] bytes) {
            return GenericData.get()
                    .deepCopy(
                            MatchEvent.getClassSchema(),
                            BODY.read(bytes, 1, MatchEvent.getClassSchema(), MatchEvent.class));
        }
    }

    /** Reads a text. */
    public static final class TextReader implements Deserializer<Object> {
        @Override
        public Object deserialize(String topic, byte[] bytes) {
            return "text";
        }
    }

    @Test
    void shouldLetTheNamedClassesWriteAndRead() {
        WireSerdes wire = wire(Writer.class.getName(), Reader.class.getName());
        Event event = new WireValues(1).event();
        byte[] bytes = wire.events().serializer().serialize(TOPIC, event);
        assertThat(bytes).startsWith(42);
        assertThat(wire.events().deserializer().deserialize(TOPIC, bytes)).isEqualTo(event);
    }

    @Test
    void shouldRefuseWhatIsNoRecord() {
        WireSerdes wire = wire(Writer.class.getName(), TextReader.class.getName());
        assertThatThrownBy(() -> wire.events().deserializer().deserialize(TOPIC, new byte[] {1}))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("java.lang.String");
    }

    @ParameterizedTest
    @CsvSource({
        "io.confluent.kafka.serializers.KafkaAvroSerializer, is not on the class path; for Confluent's, build with -Pconfluent",
        "java.lang.String, is not a Serializer",
        "java.lang.Runnable, is not a Serializer"
    })
    void shouldSayWhyAClassCannotServe(String name, String reason) {
        assertThatThrownBy(() -> wire(name, Reader.class.getName()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(WireSettings.SERIALIZER_CLASS + " " + name)
                .hasMessageContaining(reason);
    }

    private static WireSerdes wire(String serializer, String deserializer) {
        return WireSerdes.of(Map.of(
                WireSettings.SERIALIZER_CLASS,
                serializer,
                WireSettings.DESERIALIZER_CLASS,
                deserializer,
                "prefix",
                "42"));
    }
}

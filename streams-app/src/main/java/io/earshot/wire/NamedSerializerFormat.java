package io.earshot.wire;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Whatever a Kafka serializer for Avro records writes that the settings name by class, for example Confluent's
 * {@code io.confluent.kafka.serializers.KafkaAvroSerializer}. It gets all settings, and must be safe for use by several
 * threads. The classes need not be there when Earshot is built.
 */
final class NamedSerializerFormat implements WireFormat {
    private final Serializer<Object> serializer;
    private final Deserializer<Object> deserializer;
    private final AvroBody body = new AvroBody();

    /**
     * @param settings handed to both
     * @throws IllegalArgumentException if a class is absent or not what it should be; the message names the key
     */
    @SuppressWarnings("unchecked") // the named classes do not declare their types
    NamedSerializerFormat(String serializerClass, String deserializerClass, Map<String, String> settings) {
        serializer = create(WireSettings.SERIALIZER_CLASS, serializerClass, Serializer.class);
        deserializer = create(WireSettings.DESERIALIZER_CLASS, deserializerClass, Deserializer.class);
        Map<String, Object> copy = new HashMap<>(settings);
        serializer.configure(copy, false);
        deserializer.configure(copy, false);
    }

    @Override
    public byte[] write(String topic, SpecificRecord value) {
        return serializer.serialize(topic, value);
    }

    @Override
    public <R extends SpecificRecord> R read(String topic, byte[] bytes, Class<R> type) {
        Object found = deserializer.deserialize(topic, bytes);
        if (type.isInstance(found)) {
            return type.cast(found);
        }
        if (found instanceof IndexedRecord other) {
            return body.convert(other, type);
        }
        throw new SerializationException("not a " + type.getSimpleName() + " but "
                + (found == null ? "nothing" : "a " + found.getClass().getName()));
    }

    private static <S> S create(String key, String name, Class<S> type) {
        try {
            return type.cast(Class.forName(name).getDeclaredConstructor().newInstance());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    key + " " + name + " is not on the class path; for Confluent's, build with -Pconfluent", e);
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalArgumentException(
                    key + " " + name + " is not a " + type.getSimpleName() + " that can be made", e);
        }
    }
}

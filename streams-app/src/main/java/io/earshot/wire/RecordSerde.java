package io.earshot.wire;

import io.earshot.audio.InvalidAudioException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * A serde between a value of the program and the Avro record that stands for it. Null stays null. Safe for use by
 * several threads.
 *
 * @param <T> the program's value
 * @param <R> the Avro record
 */
abstract class RecordSerde<T, R extends SpecificRecord> implements Serde<T> {
    private final WireFormat format;
    private final Class<R> type;

    RecordSerde(WireFormat format, Class<R> type) {
        this.format = format;
        this.type = type;
    }

    abstract R toRecord(T value);

    /** @throws IllegalArgumentException if the record says nothing that the program can use */
    abstract T fromRecord(R found);

    @Override
    public final Serializer<T> serializer() {
        return (topic, value) -> value == null ? null : format.write(topic, toRecord(value));
    }

    @Override
    public final Deserializer<T> deserializer() {
        return (topic, bytes) -> bytes == null ? null : read(topic, bytes);
    }

    private T read(String topic, byte[] bytes) {
        R found = format.read(topic, bytes, type);
        try {
            return fromRecord(found);
        } catch (IllegalArgumentException | InvalidAudioException e) {
            throw new SerializationException("unusable " + type.getSimpleName() + ": " + OneLine.of(e), e);
        }
    }
}

package io.earshot.wire;

import io.earshot.audio.InvalidAudioException;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Serdes between a value of the program and the Avro record that stands for it. */
final class RecordSerde {
    private RecordSerde() {}

    /**
     * A serde that keeps null null. Safe for use by several threads.
     *
     * @param fromRecord throws {@code IllegalArgumentException} if the record holds nothing that the program can use
     */
    static <T, R extends SpecificRecord> Serde<T> of(
            WireFormat format, Class<R> type, Function<T, R> toRecord, Function<R, T> fromRecord) {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : format.write(topic, toRecord.apply(value)),
                (topic, bytes) -> bytes == null ? null : value(format.read(topic, bytes, type), type, fromRecord));
    }

    private static <T, R> T value(R found, Class<R> type, Function<R, T> fromRecord) {
        try {
            return fromRecord.apply(found);
        } catch (IllegalArgumentException | InvalidAudioException e) {
            throw new SerializationException("unusable " + type.getSimpleName() + ": " + OneLine.of(e), e);
        }
    }
}

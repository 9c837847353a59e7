package io.earshot.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;

/**
 * A record within a value of state that later releases may add fields to: it lies in a field of bytes, which has the property
 * {@code holds} with its name. So it has an end of its own: fields that this build does not know are skipped there, and those
 * that an earlier build did not write have their defaults. A new field goes behind all others of its record.
 */
final class StatePart {
    private static final String HOLDS = "holds";

    private StatePart() {}

    /** Whether a field of bytes holds a record. */
    static boolean is(Schema bytes) {
        return bytes.getProp(HOLDS) != null;
    }

    /** The record that a field of bytes holds. */
    static Schema heldBy(Schema bytes, StateSchemas schemas) {
        return schemas.named(bytes.getProp(HOLDS));
    }

    static ByteBuffer write(GenericRecord record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            new GenericDatumWriter<>(record.getSchema()).write(record, encoder);
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory cannot be written", e);
        }
        return ByteBuffer.wrap(out.toByteArray());
    }

    /** @param bytes not modified */
    static GenericRecord read(ByteBuffer bytes, Schema schema) {
        GenericRecord record = new GenericData.Record(schema);
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(Floats.bytes(bytes), null);
        try {
            for (Schema.Field field : schema.getFields()) {
                record.put(
                        field.pos(),
                        decoder.isEnd()
                                ? GenericData.get().getDefaultValue(field)
                                : new GenericDatumReader<>(field.schema()).read(null, decoder));
            }
            return record;
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException | UnsupportedOperationException e) {
            throw new SerializationException("not a readable " + schema.getName() + ": " + OneLine.of(e), e);
        }
    }
}

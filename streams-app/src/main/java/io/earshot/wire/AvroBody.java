package io.earshot.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Avro's binary encoding behind a header that names the writer's schema. Safe for use by several threads. */
final class AvroBody {
    private record Resolution(Schema writer, Class<?> type) {}

    private final Map<Resolution, SpecificDatumReader<?>> readers = new ConcurrentHashMap<>();

    /** @param header Not modified. */
    byte[] write(byte[] header, IndexedRecord value) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(header);
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new SpecificDatumWriter<IndexedRecord>(value.getSchema(), RecordModel.INSTANCE).write(value, encoder);
            encoder.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory cannot be written", e);
        }
    }

    /**
     * @param bytes header and body. Not modified.
     * @param offset where the body starts
     * @param writer schema that the body was written with
     */
    <R extends SpecificRecord> R read(byte[] bytes, int offset, Schema writer, Class<R> type) {
        try {
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, offset, bytes.length - offset, null);
            R value = type.cast(reader(writer, type).read(null, decoder));
            if (!decoder.isEnd()) {
                throw new SerializationException("bytes are left over after the " + type.getSimpleName());
            }
            return value;
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException | UnsupportedOperationException e) {
            throw new SerializationException("not a readable " + type.getSimpleName() + ": " + OneLine.of(e), e);
        }
    }

    /** Another class's record as this build's. */
    <R extends SpecificRecord> R convert(IndexedRecord value, Class<R> type) {
        return read(write(new byte[0], value), 0, value.getSchema(), type);
    }

    private SpecificDatumReader<?> reader(Schema writer, Class<?> type) {
        return readers.computeIfAbsent(
                new Resolution(writer, type),
                r -> new SpecificDatumReader<>(
                        r.writer(), RecordModel.INSTANCE.getSchema(r.type()), RecordModel.INSTANCE));
    }
}

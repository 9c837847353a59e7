package io.earshot.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.kafka.common.errors.SerializationException;

/**
 * One kind of state in Avro's single-object encoding. An earlier release may have written it, and so may a later one that
 * was rolled back: the schema of that one is not known here. As a field is only ever added behind all others, of the
 * value or of a {@link StatePart}, bytes of a later release begin with the fields of this build's schema, and the rest is
 * ignored. Safe for use by several threads.
 */
final class StateFormat {
    private static final int HEADER_BYTES = 10;
    private static final byte MARK = (byte) 0xC3;

    private final BinaryMessageEncoder<Object> encoder;
    private final Map<Long, DatumReader<Object>> readers = new HashMap<>();
    private final DatumReader<Object> newer;

    /** @param released schemas of the same state */
    StateFormat(Schema current, List<Schema> released) {
        encoder = new BinaryMessageEncoder<>(GenericData.get(), current);
        newer = new GenericDatumReader<>(current, current);
        for (Schema schema : released) {
            readers.put(SchemaNormalization.parsingFingerprint64(schema), new GenericDatumReader<>(schema, current));
        }
    }

    /** Whether bytes are in this format, and not in the layout before it. */
    static boolean isAvro(byte[] bytes) {
        return bytes.length >= HEADER_BYTES && bytes[0] == MARK;
    }

    byte[] write(Object datum) {
        try {
            return Floats.bytes(encoder.encode(datum));
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory cannot be written", e);
        }
    }

    /**
     * Reads from an array, whose end Avro compares with lengths before it makes room for them.
     *
     * @param bytes for which {@link #isAvro} holds. Not modified.
     * @throws SerializationException if they are no such state
     */
    Object read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long fingerprint = buffer.getLong(HEADER_BYTES - Long.BYTES);
        try {
            BinaryDecoder decoder =
                    DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, null);
            return readers.getOrDefault(fingerprint, newer).read(null, decoder);
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException | UnsupportedOperationException e) {
            throw new SerializationException("not a readable state: " + OneLine.of(e), e);
        }
    }
}

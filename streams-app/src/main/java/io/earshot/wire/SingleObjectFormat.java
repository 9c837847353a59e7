package io.earshot.wire;

import io.earshot.schema.EarshotSchemas;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Avro's single-object encoding: C3 01, the schema's 64-bit fingerprint (little-endian), the body. Needs no registry:
 * the schemas of all releases are in the program.
 */
final class SingleObjectFormat implements WireFormat {
    private static final byte MARK_0 = (byte) 0xC3;
    private static final byte MARK_1 = 0x01;
    private static final int HEADER_BYTES = 10;

    private final AvroBody body = new AvroBody();
    private final Map<Long, Schema> writers = new HashMap<>();
    private final Map<Schema, byte[]> headers = new ConcurrentHashMap<>();

    SingleObjectFormat() {
        Stream.concat(EarshotSchemas.released().stream(), EarshotSchemas.current().stream())
                .forEach(schema -> writers.put(SchemaNormalization.parsingFingerprint64(schema), schema));
    }

    @Override
    public byte[] write(String topic, SpecificRecord value) {
        return body.write(headers.computeIfAbsent(value.getSchema(), SingleObjectFormat::header), value);
    }

    @Override
    public <R extends SpecificRecord> R read(String topic, byte[] bytes, Class<R> type) {
        if (bytes.length < HEADER_BYTES || bytes[0] != MARK_0 || bytes[1] != MARK_1) {
            throw new SerializationException(
                    bytes.length + " bytes without the header of Avro's single-object encoding");
        }
        long fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
        Schema writer = writers.get(fingerprint);
        if (writer == null) {
            throw new SerializationException("written with schema " + Long.toHexString(fingerprint)
                    + ", which no release of this program knows; is a newer one writing?");
        }
        return body.read(bytes, HEADER_BYTES, writer, type);
    }

    private static byte[] header(Schema schema) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MARK_0)
                .put(MARK_1)
                .putLong(SchemaNormalization.parsingFingerprint64(schema))
                .array();
    }
}

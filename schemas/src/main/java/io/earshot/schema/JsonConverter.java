package io.earshot.schema;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;

/**
 * For Kafka Connect: values in Avro's single-object encoding, as Earshot writes them without a schema registry, become one
 * line of JSON each. It reads what any release wrote, with the fields of this one, and it only reads: for sinks.
 */
public final class JsonConverter implements Converter {
    private static final int HEADER_BYTES = 10;

    private final Map<Long, Schema> writers = new HashMap<>();
    private final Map<String, Schema> readers = new HashMap<>();

    public JsonConverter() {
        EarshotSchemas.released().forEach(this::addWriter);
        EarshotSchemas.current().forEach(this::addWriter);
        EarshotSchemas.current().forEach(schema -> readers.put(schema.getFullName(), schema));
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        if (isKey) {
            throw new DataException(
                    "keys of Earshot's topics are text: org.apache.kafka.connect.storage.StringConverter");
        }
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public byte[] fromConnectData(String topic, org.apache.kafka.connect.data.Schema schema, Object value) {
        throw new DataException(getClass().getName() + " reads and does not write");
    }

    /** @throws DataException if the value is none of Earshot's */
    @Override
    public SchemaAndValue toConnectData(String topic, byte[] value) {
        return value == null
                ? SchemaAndValue.NULL
                : new SchemaAndValue(org.apache.kafka.connect.data.Schema.STRING_SCHEMA, json(topic, value));
    }

    private String json(String topic, byte[] value) {
        Schema writer = writerOf(topic, value);
        try {
            return new GenericDatumReader<GenericRecord>(writer, readers.get(writer.getFullName()))
                    .read(
                            null,
                            DecoderFactory.get().binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, null))
                    .toString();
        } catch (IOException | RuntimeException e) {
            throw new DataException(topic + ": a broken " + writer.getName() + " of " + value.length + " bytes", e);
        }
    }

    private Schema writerOf(String topic, byte[] value) {
        if (value.length < HEADER_BYTES || value[0] != (byte) 0xC3 || value[1] != 0x01) {
            throw new DataException(
                    topic + ": " + value.length + " bytes without the header of Avro's single-object encoding");
        }
        long fingerprint = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
        Schema writer = writers.get(fingerprint);
        if (writer == null) {
            throw new DataException("%s: no release up to this one has the schema %016x".formatted(topic, fingerprint));
        }
        return writer;
    }

    private void addWriter(Schema schema) {
        writers.put(SchemaNormalization.parsingFingerprint64(schema), schema);
    }
}

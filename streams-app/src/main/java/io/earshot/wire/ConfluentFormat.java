package io.earshot.wire;

import io.earshot.schema.EarshotSchemas;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Confluent's wire format: 0, the schema's id in the registry (big-endian), the body. The subject is the topic's name
 * with {@code -value}. Answers of the registry are kept, so that there is one call for each schema.
 */
final class ConfluentFormat implements WireFormat {
    private static final byte MARK = 0;
    private static final int HEADER_BYTES = 5;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private record Written(String topic, Schema schema) {}

    private final RegistryClient registry;
    private final boolean autoRegister;
    private final AvroBody body = new AvroBody();
    private final Map<Written, byte[]> headers = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> writers = new ConcurrentHashMap<>();

    ConfluentFormat(RegistryClient registry, boolean autoRegister) {
        this.registry = registry;
        this.autoRegister = autoRegister;
    }

    @Override
    public byte[] write(String topic, SpecificRecord value) {
        return body.write(headers.computeIfAbsent(new Written(topic, value.getSchema()), this::header), value);
    }

    @Override
    public <R extends SpecificRecord> R read(String topic, byte[] bytes, Class<R> type) {
        if (bytes.length < HEADER_BYTES || bytes[0] != MARK) {
            throw new SerializationException(bytes.length + " bytes without the header of Confluent's wire format");
        }
        int id = ByteBuffer.wrap(bytes).getInt(1);
        if (id < 0) {
            throw new SerializationException("schema id " + id + " is negative");
        }
        return body.read(bytes, HEADER_BYTES, writers.computeIfAbsent(id, this::fetch), type);
    }

    private byte[] header(Written written) {
        int id = idOf(written.topic() + "-value", written.schema());
        return ByteBuffer.allocate(HEADER_BYTES).put(MARK).putInt(id).array();
    }

    private int idOf(String subject, Schema schema) {
        String json = EarshotSchemas.published(schema);
        try {
            return autoRegister ? registry.register(subject, json) : registry.lookUp(subject, json);
        } catch (RegistryException e) {
            throw explained(e, subject, schema);
        }
    }

    private static RegistryException explained(RegistryException e, String subject, Schema schema) {
        String reason;
        if (e.status() == NOT_FOUND) {
            reason = "is not registered under " + subject + ", and registering it is switched off: ";
        } else if (e.status() == CONFLICT) {
            reason = "does not fit what is registered under " + subject + ": ";
        } else {
            return e;
        }
        String schemaName = "schema " + schema.getName() + " of this version ";
        return new RegistryException(schemaName + reason + e.getMessage(), e.status(), e.errorCode());
    }

    private Schema fetch(int id) {
        try {
            return new Schema.Parser().parse(registry.schema(id));
        } catch (AvroRuntimeException e) {
            throw new SerializationException("schema " + id + " cannot be parsed: " + OneLine.of(e), e);
        } catch (RegistryException e) {
            if (e.status() == NOT_FOUND) {
                throw new SerializationException("schema " + id + " is not in the registry", e);
            }
            throw e;
        }
    }
}

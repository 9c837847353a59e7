package io.earshot.wire;

import io.earshot.decide.NearMissLedger;
import io.earshot.decide.TrackedSound;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Reads the state of builds that did not keep it in Avro, for one release: a byte with the version of the layout, then what a
 * {@code DataOutputStream} writes. The first schemas have the fields of that layout, in the same order.
 */
final class StateBeforeAvro {
    private static final StateSchemas FIRST = StateSchemas.released("0.1.0");
    /** The first layout of sounds and near misses had no operating points. */
    private static final int SOUND_VERSION = 2;

    private final DataInputStream in;

    private StateBeforeAvro(byte[] bytes) {
        this.in = new DataInputStream(new ByteArrayInputStream(bytes));
    }

    /** The same in the first release's Avro form; null if it is a sound in the first layout. */
    static byte[] toAvro(byte[] bytes, Class<?> type) {
        try {
            Object found = new StateBeforeAvro(bytes).read(type);
            return found == null ? null : new StateFormat(FIRST.of(type), List.of()).write(found);
        } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new SerializationException("cannot read state of " + bytes.length + " bytes: " + OneLine.of(e), e);
        }
    }

    private Object read(Class<?> type) throws IOException {
        int newest = type == TrackedSound.class || type == NearMissLedger.class ? SOUND_VERSION : 1;
        int version = in.readByte();
        if (version < 1 || version > newest) {
            throw new SerializationException("state has layout " + version + ", which no release wrote");
        }
        if (version < newest) {
            return null;
        }
        Schema schema = FIRST.of(type);
        // The kinds of sounds were counted from 1.
        return value(schema.isUnion() ? schema.getTypes().get(in.readByte() - 1) : schema);
    }

    private Object value(Schema schema) throws IOException {
        return switch (schema.getType()) {
            case RECORD -> record(schema);
            case UNION -> in.readBoolean() ? value(schema.getTypes().get(1)) : null;
            case ARRAY -> list(schema.getElementType());
            case MAP -> map(schema.getValueType());
            case BYTES ->
                StatePart.is(schema)
                        ? StatePart.write(record(StatePart.heldBy(schema, FIRST)))
                        : ByteBuffer.wrap(in.readAllBytes());
            case STRING -> new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
            case BOOLEAN -> in.readBoolean();
            case INT -> in.readInt();
            case LONG -> in.readLong();
            case DOUBLE -> in.readDouble();
            default -> throw new IllegalArgumentException("no state has a " + schema.getType());
        };
    }

    private GenericRecord record(Schema schema) throws IOException {
        GenericRecord record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            Object value = switch (field.name()) {
                case "channels" -> (int) in.readByte();
                case "encoding" -> in.readUTF();
                default -> value(field.schema());
            };
            record.put(field.pos(), value);
        }
        return record;
    }

    private List<Object> list(Schema of) throws IOException {
        int count = in.readInt();
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(value(of));
        }
        return values;
    }

    /** All keys, then all values. */
    private Map<Object, Object> map(Schema values) throws IOException {
        List<Object> keys = list(values);
        List<Object> found = list(values);
        Map<Object, Object> map = new TreeMap<>();
        for (int i = 0; i < keys.size(); i++) {
            map.put(keys.get(i), found.get(i));
        }
        return map;
    }
}

package io.earshot.wire;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Between records of the program and their Avro form, by name: a component is the field of its name. Where a component that
 * is a record has no such field, its own components are fields beside the others. A sealed type is a choice of records that
 * are named like its classes.
 */
final class StateRecords {
    private record Shape(RecordComponent[] components, Constructor<?> constructor) {}

    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            try {
                return new Shape(components, type.getDeclaredConstructor(types));
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException("every record has a canonical constructor", e);
            }
        }
    };

    /** Of the records that values hold in bytes. */
    private static final StateSchemas PARTS = StateSchemas.current();

    private StateRecords() {}

    static Object toAvro(Object value, Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> fill(new GenericData.Record(schema), value);
            case UNION ->
                value instanceof Optional<?> optional
                        ? optional.map(there -> toAvro(there, schema.getTypes().get(1)))
                                .orElse(null)
                        : toAvro(value, StateSchemas.named(value.getClass(), schema));
            case ARRAY ->
                ((List<?>) value)
                        .stream()
                                .map(each -> toAvro(each, schema.getElementType()))
                                .toList();
            // In one order, so that the same state is the same bytes.
            case MAP -> new TreeMap<>((Map<?, ?>) value);
            case BYTES ->
                StatePart.is(schema)
                        ? StatePart.write(fill(new GenericData.Record(StatePart.heldBy(schema, PARTS)), value))
                        : ByteBuffer.wrap((byte[]) value);
            case STRING -> value instanceof Enum<?> symbol ? symbol.name() : value;
            case LONG -> ((Number) value).longValue();
            case DOUBLE -> ((Number) value).doubleValue();
            default -> value;
        };
    }

    private static GenericRecord fill(GenericRecord record, Object value) {
        if (value instanceof Duration duration) {
            record.put("seconds", duration.getSeconds());
            record.put("nanos", duration.getNano());
            return record;
        }
        for (RecordComponent component : SHAPES.get(value.getClass()).components) {
            Object part = get(component, value);
            Schema.Field field = record.getSchema().getField(component.getName());
            if (field == null) {
                fill(record, part);
            } else {
                record.put(field.pos(), toAvro(part, field.schema()));
            }
        }
        return record;
    }

    private static Object get(RecordComponent component, Object value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot get " + component, e);
        }
    }

    /** @throws SerializationException if the program cannot use what was found */
    static <T> T toProgram(Object found, Class<T> type) {
        return type.cast(part(found, type));
    }

    private static Object part(Object found, Type type) {
        if (type instanceof ParameterizedType generic) {
            return container(found, generic);
        }
        Class<?> wanted = (Class<?>) type;
        if (wanted.isEnum()) {
            return named(wanted.getEnumConstants(), constant -> ((Enum<?>) constant).name(), found.toString());
        }
        if (wanted.isSealed()) {
            String name = ((GenericRecord) found).getSchema().getName();
            return part(found, named(wanted.getPermittedSubclasses(), Class::getSimpleName, name));
        }
        if (wanted.isRecord()) {
            GenericRecord record = found instanceof ByteBuffer bytes
                    ? StatePart.read(bytes, PARTS.named(wanted.getSimpleName()))
                    : (GenericRecord) found;
            return construct(wanted, record);
        }
        return plain(found, wanted);
    }

    private static <T> T named(T[] values, Function<T, String> name, String wanted) {
        return Arrays.stream(values)
                .filter(value -> name.apply(value).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new SerializationException(OneLine.of(wanted) + " is not known to this release"));
    }

    private static Object container(Object found, ParameterizedType type) {
        Type[] of = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            return Optional.ofNullable(found).map(value -> part(value, of[0]));
        }
        if (found instanceof List<?> list) {
            return list.stream().map(value -> part(value, of[0])).toList();
        }
        Map<Object, Object> map = new TreeMap<>();
        ((Map<?, ?>) found).forEach((key, value) -> map.put(part(key, of[0]), part(value, of[1])));
        return map;
    }

    private static Object plain(Object found, Class<?> wanted) {
        if (found instanceof GenericRecord record && wanted == Duration.class) {
            return Duration.ofSeconds((Long) record.get("seconds"), (Integer) record.get("nanos"));
        }
        if (found instanceof ByteBuffer buffer) {
            return Floats.bytes(buffer);
        }
        if (found instanceof Number number && wanted == int.class) {
            return number.intValue();
        }
        if (found instanceof Number number && wanted == Float.class) {
            return number.floatValue();
        }
        return found instanceof CharSequence ? found.toString() : found;
    }

    private static Object construct(Class<?> type, GenericRecord found) {
        Shape shape = SHAPES.get(type);
        Object[] parts = Arrays.stream(shape.components)
                .map(component -> part(
                        found.hasField(component.getName()) ? found.get(component.getName()) : found,
                        component.getGenericType()))
                .toArray();
        try {
            return shape.constructor.newInstance(parts);
        } catch (InvocationTargetException e) {
            throw new SerializationException(
                    "unusable " + type.getSimpleName() + ": " + OneLine.of(e.getCause()), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type, e);
        }
    }
}

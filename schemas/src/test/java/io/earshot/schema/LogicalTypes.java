package io.earshot.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * The logical types in a schema. Neither Avro's fingerprint nor its check of compatibility sees them, and a reader takes
 * milliseconds for microseconds without an error.
 */
final class LogicalTypes {
    private final Map<String, String> byPath = new TreeMap<>();
    private final Set<String> open = new HashSet<>();

    private LogicalTypes() {}

    /** What two schemas that share a name or field understand differently there, a line each; empty: nothing. */
    static List<String> differences(Schema one, Schema other) {
        Map<String, String> first = of(one);
        Map<String, String> second = of(other);
        return first.keySet().stream()
                .filter(second::containsKey)
                .filter(path -> !Objects.equals(first.get(path), second.get(path)))
                .map(path -> path + ": " + first.get(path) + " and " + second.get(path))
                .toList();
    }

    private static Map<String, String> of(Schema schema) {
        LogicalTypes types = new LogicalTypes();
        types.walk(schema.getName(), schema);
        return types.byPath;
    }

    private void walk(String path, Schema schema) {
        byPath.put(
                path,
                "%s(%s,%s)"
                        .formatted(
                                Objects.requireNonNullElse(schema.getProp("logicalType"), "none"),
                                schema.getObjectProp("precision"),
                                schema.getObjectProp("scale")));
        switch (schema.getType()) {
            case RECORD -> fields(path, schema);
            case ARRAY -> walk(path + "[]", schema.getElementType());
            case MAP -> walk(path + "{}", schema.getValueType());
            case UNION -> schema.getTypes().forEach(type -> walk(path + "|" + type.getName(), type));
            default -> {}
        }
    }

    /** A record inside itself is walked once. */
    private void fields(String path, Schema schema) {
        if (open.add(schema.getFullName())) {
            schema.getFields().forEach(field -> walk(path + "." + field.name(), field.schema()));
            open.remove(schema.getFullName());
        }
    }
}

package io.earshot.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;

/** The schemas of state at rest: those of this build, and those of every release. */
final class StateSchemas {
    /** Oldest first. */
    static final List<String> RELEASES = List.of("0.1.0");

    private static final String NAMESPACE = "io.earshot.wire.state.";

    private static final StateSchemas CURRENT = read("current");

    private final Schema types;

    private StateSchemas(Schema types) {
        this.types = types;
    }

    /** Those that this build writes. */
    static StateSchemas current() {
        return CURRENT;
    }

    static StateSchemas released(String release) {
        return read("released/" + release);
    }

    /** The record that is named like a class; of a sealed one, the choice of those of its own that are known here. */
    Schema of(Class<?> type) {
        return type.isSealed()
                ? Schema.createUnion(Stream.of(type.getPermittedSubclasses())
                        .filter(this::isKnown)
                        .map(this::of)
                        .toList())
                : named(type, types);
    }

    /** The same; empty if these schemas are older than the state. */
    Optional<Schema> find(Class<?> type) {
        return isKnown(type) ? Optional.of(of(type)) : Optional.empty();
    }

    private boolean isKnown(Class<?> type) {
        return type.isSealed() || types.getIndexNamed(NAMESPACE + type.getSimpleName()) != null;
    }

    /** The record of a name. */
    Schema named(String name) {
        return named(name, types);
    }

    /** The branch of a union that is named like a class. */
    static Schema named(Class<?> type, Schema union) {
        return named(type.getSimpleName(), union);
    }

    private static Schema named(String name, Schema union) {
        Integer index = union.getIndexNamed(NAMESPACE + name);
        if (index == null) {
            throw new SerializationException("that release had no state of the kind " + name);
        }
        return union.getTypes().get(index);
    }

    private static StateSchemas read(String name) {
        try (InputStream in = StateSchemas.class.getResourceAsStream("state/" + name + ".avsc")) {
            return new StateSchemas(new Schema.Parser().parse(in));
        } catch (IOException e) {
            throw new UncheckedIOException("schema " + name + " of state cannot be read", e);
        }
    }
}

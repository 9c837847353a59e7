package io.earshot.wire;

import java.util.Optional;

/**
 * The bytes of a record, decoded if they can be read.
 *
 * @param <T> the value that they should be
 */
public sealed interface Decoded<T> {
    /** The value; empty if the bytes cannot be read. */
    default Optional<T> value() {
        return this instanceof Present<T> present ? Optional.of(present.content) : Optional.empty();
    }

    /**
     * The bytes could be read.
     *
     * @param content the value
     */
    record Present<T>(T content) implements Decoded<T> {}

    /**
     * The bytes cannot be read.
     *
     * @param bytes as they came, read-only
     * @param reason one line
     */
    record Undecodable<T>(byte[] bytes, String reason) implements Decoded<T> {}
}

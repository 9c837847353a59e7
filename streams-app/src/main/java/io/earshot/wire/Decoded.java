package io.earshot.wire;

import java.util.Optional;

/**
 * What a record's bytes turned out to be.
 *
 * @param <T> the value that they should be
 */
public sealed interface Decoded<T> {
    /** The value; empty if the bytes cannot be read. */
    Optional<T> value();

    /**
     * The bytes could be read.
     *
     * @param content what they say
     */
    record Present<T>(T content) implements Decoded<T> {
        @Override
        public Optional<T> value() {
            return Optional.of(content);
        }
    }

    /**
     * The bytes cannot be read.
     *
     * @param bytes as they came, read-only
     * @param reason one line
     */
    record Undecodable<T>(byte[] bytes, String reason) implements Decoded<T> {
        @Override
        public Optional<T> value() {
            return Optional.empty();
        }
    }
}

package io.earshot.model;

/** A model bundle that cannot be used; the message is one line with file, key, expected and found. */
public final class InvalidModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidModelException(String file, String key, String expected, String found) {
        this(file, key, expected, found, null);
    }

    public InvalidModelException(String file, String key, String expected, String found, Throwable cause) {
        super((file + ": " + key + ": expected " + expected + ", found " + found).replaceAll("\\s+", " "), cause);
    }
}

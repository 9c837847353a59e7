package io.earshot.model;

/** A model bundle that cannot be used; the message is one line with file, key, expected and found. */
public final class InvalidModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidModelException(String file, String key, String expected, String found) {
        this(file, key, expected, found, null);
    }

    static InvalidModelException unreadable(String file, String what, Exception cause) {
        return new InvalidModelException(file, what, "to be readable", String.valueOf(cause.getMessage()), cause);
    }

    public InvalidModelException(String file, String key, String expected, String found, Throwable cause) {
        super((file + ": " + key + ": expected " + expected + ", found " + found).replaceAll("\\s+", " "), cause);
    }
}

package io.earshot.cli;

import java.io.IOException;

/** Standard output takes nothing more: whoever read it went away, or the medium is full. The command has no one to tell. */
final class OutputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** As shells tell of a process that SIGPIPE ended. */
    private static final int PIPE = 128 + 13;

    private static final int FAILED = 1;

    private final boolean readerGone;

    OutputException(IOException cause) {
        super("standard output cannot be written: " + cause.getMessage(), cause);
        String reason = String.valueOf(cause.getMessage());
        this.readerGone = reason.contains("Broken pipe") || reason.contains("pipe is being closed");
    }

    /** Whether it was read and is read no longer, as with {@code | head -1}: nothing that anyone need be told. */
    boolean isReaderGone() {
        return readerGone;
    }

    /** With which the command ends. */
    int exitCode() {
        return readerGone ? PIPE : FAILED;
    }
}

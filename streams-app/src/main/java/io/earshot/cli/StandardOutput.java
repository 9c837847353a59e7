package io.earshot.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Where results go. A plain {@link PrintWriter} hides that nobody reads it any more, and a command would work on for no one;
 * this one throws {@link Unwritable} at the first line that cannot be written, in every command.
 */
final class StandardOutput extends Writer {
    private final Writer to;

    private StandardOutput(Writer to) {
        this.to = to;
    }

    /** Standard output; each line is written at once. */
    static PrintWriter results() {
        return to(new FileOutputStream(FileDescriptor.out), charset("stdout.encoding"));
    }

    /** Standard error, for messages. */
    static PrintWriter messages() {
        return messages(new FileOutputStream(FileDescriptor.err), charset("stderr.encoding"));
    }

    /** Messages, each on one line whatever names and texts it holds; the traces of bugs as they are. */
    static PrintWriter messages(OutputStream to, Charset charset) {
        return new PrintWriter(new OutputStreamWriter(to, charset), true) {
            @Override
            public void println(String line) {
                super.println(Printed.of(line));
            }
        };
    }

    static PrintWriter to(OutputStream stream, Charset charset) {
        return new PrintWriter(new StandardOutput(new OutputStreamWriter(stream, charset)), true);
    }

    /** The terminal's charset, by the property of Java 19 and newer or by the platform; UTF-8 in place of ASCII. */
    private static Charset charset(String property) {
        String name = System.getProperty(property, System.getProperty("native.encoding", "UTF-8"));
        Charset charset = Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
        return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
    }

    @Override
    public void write(char[] text, int from, int count) {
        try {
            to.write(text, from, count);
        } catch (IOException e) {
            throw new Unwritable(e);
        }
    }

    @Override
    public void flush() {
        try {
            to.flush();
        } catch (IOException e) {
            throw new Unwritable(e);
        }
    }

    @Override
    public void close() {
        try {
            to.close();
        } catch (IOException e) {
            throw new Unwritable(e);
        }
    }

    /** Standard output accepts nothing more: its reader is gone, or the medium is full. */
    static final class Unwritable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** As shells report a process that SIGPIPE ended. */
        private static final int PIPE = 128 + 13;

        private static final int FAILED = 1;

        private final boolean readerGone;

        private Unwritable(IOException cause) {
            super("standard output cannot be written: " + cause.getMessage(), cause);
            String reason = String.valueOf(cause.getMessage());
            this.readerGone = reason.contains("Broken pipe") || reason.contains("pipe is being closed");
        }

        /** Whether a reader stopped reading, as {@code | head -1} does: nothing to report. */
        boolean isReaderGone() {
            return readerGone;
        }

        /** Of the command. */
        int exitCode() {
            return readerGone ? PIPE : FAILED;
        }
    }
}

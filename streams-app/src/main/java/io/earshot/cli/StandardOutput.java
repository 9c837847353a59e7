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
 * Where results go. A {@link PrintWriter} keeps to itself that nobody reads it any more, so that a command would work on for
 * no one; this one throws an {@link OutputException} at the first line that is not taken, in every command alike.
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
        return new LineWriter(new FileOutputStream(FileDescriptor.err), charset("stderr.encoding"));
    }

    static PrintWriter to(OutputStream stream, Charset charset) {
        return new PrintWriter(new StandardOutput(new OutputStreamWriter(stream, charset)), true);
    }

    /** What the terminal reads, as Java 19 and newer say, or the platform; never less than all characters. */
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
            throw new OutputException(e);
        }
    }

    @Override
    public void flush() {
        try {
            to.flush();
        } catch (IOException e) {
            throw new OutputException(e);
        }
    }

    @Override
    public void close() {
        try {
            to.close();
        } catch (IOException e) {
            throw new OutputException(e);
        }
    }
}

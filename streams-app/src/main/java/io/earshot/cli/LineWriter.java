package io.earshot.cli;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/** Messages, each on one line whatever names and texts stand in it. */
final class LineWriter extends PrintWriter {
    LineWriter(OutputStream to, Charset charset) {
        super(new OutputStreamWriter(to, charset), true);
    }

    @Override
    public void println(String line) {
        super.println(Printed.of(line));
    }
}

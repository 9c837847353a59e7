package io.earshot.decoder;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Copies a stream to its decoder, on a thread of its own, until the decoder takes no more. Leaves the stream open. */
final class InputFeeder {
    private static final int BUFFER_BYTES = 8192;

    private final InputStream from;
    private final OutputStream to;
    private volatile IOException failure;

    private InputFeeder(InputStream from, OutputStream to) {
        this.from = from;
        this.to = to;
    }

    /** @param to is flushed after each write, and closed at the end of the stream */
    static InputFeeder start(InputStream from, OutputStream to) {
        InputFeeder feeder = new InputFeeder(from, to);
        Thread thread = new Thread(feeder::copy, "decoder-input");
        thread.setDaemon(true);
        thread.start();
        return feeder;
    }

    /** @throws IOException if the stream could not be read to its end */
    void requireNoFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    private void copy() {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            for (int n = read(buffer); n != -1; n = read(buffer)) {
                to.write(buffer, 0, n);
                to.flush();
            }
            to.close();
        } catch (IOException e) {
            // The decoder takes no more: its own messages have the reason.
            return;
        }
    }

    private int read(byte[] buffer) {
        try {
            return from.read(buffer);
        } catch (IOException e) {
            failure = e;
        } catch (RuntimeException e) {
            failure = new IOException(e.toString(), e);
        }
        return -1;
    }
}

package io.earshot.decoder;

import java.io.IOException;
import java.io.InputStream;

/** Hands a stream on to what decodes it, on a thread of its own, as long as that takes it. Leaves the stream open. */
final class InputFeeder {
    private static final int BUFFER_BYTES = 8192;

    private final InputStream from;
    private final Sink to;
    private volatile IOException failure;

    /** What decodes the stream. */
    interface Sink {
        /** Takes bytes; the array is used again afterwards. */
        void accept(byte[] bytes, int count) throws IOException;

        /** There are no more. */
        void end() throws IOException;
    }

    private InputFeeder(InputStream from, Sink to) {
        this.from = from;
        this.to = to;
    }

    static InputFeeder start(InputStream from, Sink to) {
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
                to.accept(buffer, n);
            }
            to.end();
        } catch (IOException e) {
            // What decodes takes no more: what it says says why.
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

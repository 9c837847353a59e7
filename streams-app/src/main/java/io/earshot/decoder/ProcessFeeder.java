package io.earshot.decoder;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Copies a stream into a child process on a thread of its own, as long as the process takes it. */
final class ProcessFeeder implements Closeable {
    private final InputStream from;
    private final OutputStream to;
    private volatile IOException failure;

    private ProcessFeeder(InputStream from, OutputStream to) {
        this.from = from;
        this.to = to;
    }

    static ProcessFeeder start(InputStream from, OutputStream to) {
        ProcessFeeder feeder = new ProcessFeeder(from, to);
        Thread thread = new Thread(feeder::copy, "ffmpeg-input");
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

    /** Closes the stream that is read, which ends the thread. */
    @Override
    public void close() throws IOException {
        from.close();
    }

    private void copy() {
        byte[] buffer = new byte[8192];
        try (to) {
            for (int n = read(buffer); n != -1; n = read(buffer)) {
                to.write(buffer, 0, n);
                to.flush();
            }
        } catch (IOException e) {
            // The process ended or was ended before its input: its exit status says which.
            return;
        }
    }

    private int read(byte[] buffer) {
        try {
            return from.read(buffer);
        } catch (IOException e) {
            failure = e;
            return -1;
        }
    }
}

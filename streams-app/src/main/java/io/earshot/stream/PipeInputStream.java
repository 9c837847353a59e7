package io.earshot.stream;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A named pipe. It is opened for writing too: so that opening does not wait for a writer, and a writer that leaves is no end.
 * A read waits in steps, because one that waits in the system cannot be ended.
 */
final class PipeInputStream extends BlockInputStream {
    private static final int STEP_MILLIS = 20;

    private final RandomAccessFile pipe;
    private final java.io.FileInputStream in;
    private volatile boolean closed;

    PipeInputStream(Path path) throws IOException {
        this.pipe = new RandomAccessFile(path.toFile(), "rw");
        this.in = new java.io.FileInputStream(pipe.getFD());
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        try {
            while (!closed) {
                int there = in.available();
                if (there > 0) {
                    return in.read(bytes, from, Math.min(count, there));
                }
                Thread.sleep(STEP_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IOException("the pipe is closed");
    }

    @Override
    public void close() throws IOException {
        closed = true;
        pipe.close();
    }
}

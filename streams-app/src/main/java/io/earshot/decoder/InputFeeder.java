package io.earshot.decoder;

import io.earshot.decoder.ffmpeg.MessageChannel;
import io.earshot.decoder.ffmpeg.MessageType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Sends a stream to the decoder on a thread of its own, as long as the decoder takes it. Leaves the stream open. */
final class InputFeeder {
    private static final int BUFFER_BYTES = 8192;

    private final InputStream from;
    private final MessageChannel to;
    private volatile IOException failure;

    private InputFeeder(InputStream from, MessageChannel to) {
        this.from = from;
        this.to = to;
    }

    static InputFeeder start(InputStream from, MessageChannel to) {
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
                to.send(MessageType.INPUT, ByteBuffer.wrap(buffer, 0, n));
            }
            to.send(MessageType.INPUT_END, ByteBuffer.allocate(0));
        } catch (IOException e) {
            // The decoder takes no more: what it answered says why.
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

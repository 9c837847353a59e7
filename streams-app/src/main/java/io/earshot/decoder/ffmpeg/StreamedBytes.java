package io.earshot.decoder.ffmpeg;

import io.earshot.decoder.ffmpeg.MessageChannel.Message;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes that the program sends; leaves the channel open. */
final class StreamedBytes implements InputBytes {
    private final MessageChannel channel;
    private ByteBuffer pending = ByteBuffer.allocate(0);
    private boolean ended;

    StreamedBytes(MessageChannel channel) {
        this.channel = channel;
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        while (!pending.hasRemaining() && !ended) {
            Message next = channel.receive();
            ended = next.type() == MessageType.INPUT_END;
            pending = next.payload();
        }
        if (!pending.hasRemaining()) {
            return -1;
        }
        int bytes = Math.min(buffer.remaining(), pending.remaining());
        buffer.put(pending.slice(pending.position(), bytes));
        pending.position(pending.position() + bytes);
        return bytes;
    }

    @Override
    public long size() {
        return -1;
    }

    @Override
    public long position() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void position(long position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        // The channel is its session's.
    }
}

package io.earshot.decoder.ffmpeg;

import io.earshot.decoder.ffmpeg.MessageChannel.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** The bytes of a container that the program sends, which can be read once; leaves the messages' channel open. */
final class StreamedBytes implements ReadableByteChannel {
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
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        // The channel is its session's.
    }
}

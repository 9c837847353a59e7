package io.earshot.decoder.ffmpeg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Bytes whose beginning can be looked at before they are read. */
final class PeekedBytes implements ReadableByteChannel {
    private final ReadableByteChannel from;
    private ByteBuffer peeked = ByteBuffer.allocate(0);

    /** @param from closed with this */
    PeekedBytes(ReadableByteChannel from) {
        this.from = from;
    }

    /** The first bytes; waits until that many have come, or none will. */
    byte[] peek(int count) throws IOException {
        ByteBuffer more = ByteBuffer.allocate(count).put(peeked);
        while (more.hasRemaining() && from.read(more) != -1) {
            // Until it is full.
        }
        peeked = more.flip();
        byte[] bytes = new byte[peeked.remaining()];
        peeked.duplicate().get(bytes);
        return bytes;
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        if (!peeked.hasRemaining()) {
            return from.read(buffer);
        }
        int count = Math.min(buffer.remaining(), peeked.remaining());
        buffer.put(peeked.slice(peeked.position(), count));
        peeked.position(peeked.position() + count);
        return count;
    }

    @Override
    public boolean isOpen() {
        return from.isOpen();
    }

    @Override
    public void close() throws IOException {
        from.close();
    }
}

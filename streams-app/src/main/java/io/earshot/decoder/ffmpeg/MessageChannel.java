package io.earshot.decoder.ffmpeg;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/**
 * Messages over a socket: a byte of {@link MessageType}, four bytes of length, the payload. One thread may send while another
 * receives.
 */
public final class MessageChannel implements Closeable {
    /** Longest payload in bytes. */
    public static final int MAX_PAYLOAD_BYTES = 1 << 20;

    private static final int HEAD_BYTES = 5;

    private final SocketChannel socket;
    private final ByteBuffer headOut = ByteBuffer.allocate(HEAD_BYTES);
    private final ByteBuffer headIn = ByteBuffer.allocate(HEAD_BYTES);

    /**
     * One message.
     *
     * @param payload its bytes, from position to limit
     */
    public record Message(MessageType type, ByteBuffer payload) {}

    /** @param socket a connected, blocking socket; closed with this */
    public MessageChannel(SocketChannel socket) {
        this.socket = socket;
    }

    /**
     * Sends a message; waits while the other side does not read.
     *
     * @param payload from position to limit; its position is moved there
     * @throws IOException if the other side is gone
     */
    public void send(MessageType type, ByteBuffer payload) throws IOException {
        if (payload.remaining() > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException(payload.remaining() + " bytes are over " + MAX_PAYLOAD_BYTES);
        }
        headOut.clear().put(type.code()).putInt(payload.remaining()).flip();
        ByteBuffer[] parts = {headOut, payload};
        while (payload.hasRemaining() || headOut.hasRemaining()) {
            socket.write(parts);
        }
    }

    /**
     * The next message; waits for it.
     *
     * @throws EOFException if the other side has closed its end
     * @throws IOException if the connection is broken, or what comes is no message
     */
    public Message receive() throws IOException {
        fill(headIn.clear());
        Optional<MessageType> type = MessageType.of(headIn.get(0));
        int length = headIn.getInt(1);
        if (type.isEmpty() || length < 0 || length > MAX_PAYLOAD_BYTES) {
            throw new IOException("not a message of the decoder: type " + headIn.get(0) + ", " + length + " bytes");
        }
        ByteBuffer payload = ByteBuffer.allocate(length);
        fill(payload);
        return new Message(type.get(), payload.flip());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (socket.read(buffer) == -1) {
                throw new EOFException("the other side has closed the connection");
            }
        }
    }
}

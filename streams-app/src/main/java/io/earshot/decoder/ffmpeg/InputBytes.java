package io.earshot.decoder.ffmpeg;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of a container, as FFmpeg asks for them. */
interface InputBytes extends Closeable {
    /**
     * Reads some bytes; waits for at least one.
     *
     * @param buffer has room for at least one byte
     * @return bytes read, or -1 at the end
     */
    int read(ByteBuffer buffer) throws IOException;

    /** Length in bytes, or -1 if this can only be read once from front to end. */
    long size() throws IOException;

    /** Where the next byte is read; only where the size is known. */
    long position() throws IOException;

    /** Goes on reading elsewhere; only where the size is known. */
    void position(long position) throws IOException;
}

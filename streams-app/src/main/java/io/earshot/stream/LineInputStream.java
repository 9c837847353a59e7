package io.earshot.stream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.TargetDataLine;

/** What a sound card records, as a WAVE file without an end. */
final class LineInputStream extends InputStream {
    private static final int HEADER_BYTES = 44;
    private static final int FORMAT_BYTES = 16;
    private static final int BITS = 16;

    private final TargetDataLine line;
    private final ByteBuffer header;
    private volatile boolean closed;

    /** @param line runs, 16 bits little-endian; closed with this */
    LineInputStream(TargetDataLine line) {
        this.line = line;
        this.header = header(line.getFormat());
    }

    @Override
    public int read() throws IOException {
        if (!header.hasRemaining()) {
            throw new IOException("a sound card is read in whole samples");
        }
        return header.get() & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        if (header.hasRemaining()) {
            int n = Math.min(count, header.remaining());
            header.get(bytes, from, n);
            return n;
        }
        int frame = line.getFormat().getFrameSize();
        // A line gives less only when it is stopped.
        int wanted = Math.min(count - count % frame, tenthOfSecond(frame));
        int got = closed || wanted == 0 ? 0 : line.read(bytes, from, wanted);
        if (got <= 0) {
            throw new IOException("the sound card was closed, or gives no more");
        }
        return got;
    }

    /** Ends a read that waits. */
    @Override
    public void close() {
        closed = true;
        line.stop();
        line.flush();
        line.close();
    }

    private int tenthOfSecond(int frame) {
        return (int) line.getFormat().getFrameRate() / 10 * frame;
    }

    private static ByteBuffer header(AudioFormat format) {
        int rate = (int) format.getFrameRate();
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        // All ones: the writer does not know the length.
        header.put(ascii("RIFF")).putInt(-1).put(ascii("WAVE"));
        header.put(ascii("fmt ")).putInt(FORMAT_BYTES).putShort((short) 1).putShort((short) format.getChannels());
        header.putInt(rate).putInt(rate * format.getFrameSize());
        header.putShort((short) format.getFrameSize()).putShort((short) BITS);
        return header.put(ascii("data")).putInt(-1).flip();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

package io.earshot.audio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Builds RIFF WAVE files, right and wrong ones, for tests. */
public final class WavBytes {
    private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();

    /** The plain format chunk. */
    public WavBytes format(int tag, int channels, int rate, int bits) {
        return chunk("fmt ", fields(tag, channels, rate, bits, 16));
    }

    /** The extensible format chunk. */
    public WavBytes extensible(int tag, int channels, int rate, int bits) {
        byte[] content = fields(0xfffe, channels, rate, bits, 40);
        ByteBuffer fields = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        fields.putShort(16, (short) 22).putShort(18, (short) bits).putShort(24, (short) tag);
        return chunk("fmt ", content);
    }

    /** The samples. */
    public WavBytes data(byte[] pcm) {
        return chunk("data", pcm);
    }

    /** Samples with a size of their own. */
    public WavBytes data(byte[] pcm, long size) {
        return chunk("data", pcm, size);
    }

    /** Any chunk. */
    public WavBytes chunk(String id, byte[] content) {
        return chunk(id, content, content.length);
    }

    /** The file with its true size. */
    public byte[] bytes() {
        return bytes(chunks.size() + 4L);
    }

    /** The file with a size of its own in the header. */
    public byte[] bytes(long riffSize) {
        ByteBuffer file = ByteBuffer.allocate(12 + chunks.size()).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt((int) riffSize).put(ascii("WAVE")).put(chunks.toByteArray());
        return file.array();
    }

    private WavBytes chunk(String id, byte[] content, long size) {
        chunks.writeBytes(ascii(id));
        chunks.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) size)
                .array());
        chunks.writeBytes(content);
        chunks.writeBytes(new byte[content.length % 2]);
        return this;
    }

    private static byte[] fields(int tag, int channels, int rate, int bits, int bytes) {
        byte[] content = new byte[bytes];
        ByteBuffer fields = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        int frameBytes = channels * bits / 8;
        fields.putShort((short) tag).putShort((short) channels).putInt(rate).putInt(rate * frameBytes);
        fields.putShort((short) frameBytes).putShort((short) bits);
        return content;
    }

    private static byte[] ascii(String id) {
        return id.getBytes(StandardCharsets.ISO_8859_1);
    }
}

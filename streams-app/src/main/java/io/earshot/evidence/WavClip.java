package io.earshot.evidence;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes clips as RIFF WAVE, with exact lengths. */
public final class WavClip {
    private static final int HEAD_BYTES = 44;
    private static final short PCM = 1;

    private WavClip() {}

    /** The whole file. */
    public static byte[] bytes(Clip clip) {
        int dataBytes = clip.pcm().length;
        int padding = dataBytes & 1;
        int frameBytes = clip.format().frameBytes();
        int rateHz = clip.format().sampleRateHz();
        byte[] file = new byte[HEAD_BYTES + dataBytes + padding];
        ByteBuffer.wrap(file)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF"))
                .putInt(HEAD_BYTES - 8 + dataBytes + padding)
                .put(ascii("WAVEfmt "))
                .putInt(16)
                .putShort(PCM)
                .putShort((short) 1)
                .putInt(rateHz)
                .putInt(rateHz * frameBytes)
                .putShort((short) frameBytes)
                .putShort((short) (8 * frameBytes))
                .put(ascii("data"))
                .putInt(dataBytes)
                .put(clip.pcm());
        return file;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

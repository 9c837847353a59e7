package io.earshot.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes samples as PCM, for tests. */
public final class PcmBytes {
    private PcmBytes() {}

    /**
     * Interleaved PCM of these values.
     *
     * @param samples interleaved, in [-1, 1). Not modified.
     */
    public static byte[] of(SampleEncoding encoding, double... samples) {
        ByteBuffer pcm = ByteBuffer.allocate(samples.length * encoding.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (double sample : samples) {
            switch (encoding) {
                case S16 -> pcm.putShort((short) Math.rint(sample * 32_768));
                case S24 -> {
                    int value = (int) Math.rint(sample * 8_388_608);
                    pcm.putShort((short) value).put((byte) (value >> 16));
                }
                case S32 -> pcm.putInt((int) Math.rint(sample * 2_147_483_648.0));
                case F32 -> pcm.putFloat((float) sample);
            }
        }
        return pcm.array();
    }
}

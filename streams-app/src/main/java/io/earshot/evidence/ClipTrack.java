package io.earshot.evidence;

import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The samples of a clip while it is cut: silence until they are put. */
final class ClipTrack {
    private final PcmFormat format;
    private final ByteBuffer pcm;
    private long clipped;

    /** @param published format of the chunks: 16 bits stay 16, everything finer becomes 24 */
    ClipTrack(PcmFormat published, int samples) {
        SampleEncoding encoding = published.encoding() == SampleEncoding.S16 ? SampleEncoding.S16 : SampleEncoding.S24;
        this.format = new PcmFormat(published.sampleRateHz(), 1, encoding);
        this.pcm = ByteBuffer.allocate(samples * format.frameBytes()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Puts samples in their place.
     *
     * @param mono full scale is 1. Not modified.
     * @param from first of them that is taken
     * @param at where it goes
     */
    void put(float[] mono, int from, int at, int count) {
        for (int i = 0; i < count; i++) {
            put(at + i, mono[from + i]);
        }
    }

    private void put(int at, double sample) {
        boolean isShort = format.encoding() == SampleEncoding.S16;
        double scale = isShort ? 0x1p15 : 0x1p23;
        double scaled = Math.rint(sample * scale);
        double bounded = Math.max(-scale, Math.min(scale - 1, scaled));
        clipped += bounded == scaled ? 0 : 1;
        int value = (int) bounded;
        int index = at * format.frameBytes();
        pcm.putShort(index, (short) value);
        if (!isShort) {
            pcm.put(index + 2, (byte) (value >> 16));
        }
    }

    PcmFormat format() {
        return format;
    }

    /** Samples that were beyond full scale, which only floats can be. */
    long clipped() {
        return clipped;
    }

    /** A part of the samples, as bytes. */
    byte[] bytes(int from, int end) {
        byte[] part = new byte[(end - from) * format.frameBytes()];
        pcm.get(from * format.frameBytes(), part);
        return part;
    }
}

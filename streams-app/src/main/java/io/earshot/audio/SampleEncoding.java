package io.earshot.audio;

/** How one PCM sample is written. All are little-endian. */
public enum SampleEncoding {
    S16(2),
    S24(3),
    S32(4),
    F32(4);

    private final int bytes;

    SampleEncoding(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one sample of one channel. */
    public int bytes() {
        return bytes;
    }
}

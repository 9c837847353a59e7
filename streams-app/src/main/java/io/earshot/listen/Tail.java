package io.earshot.listen;

import io.earshot.audio.PcmDecoder;
import io.earshot.audio.PcmFormat;

/** The last half second that was heard, as it came. */
final class Tail {
    private final PcmFormat format;
    private final byte[] ring;
    private int next;
    private boolean isFull;

    Tail(PcmFormat format) {
        this.format = format;
        this.ring = new byte[((int) (Overlap.TAIL_SECONDS * format.sampleRateHz())) * format.frameBytes()];
    }

    PcmFormat format() {
        return format;
    }

    /** Takes the next whole samples. */
    void hear(byte[] pcm, int from, int count) {
        int at = Math.max(from, from + count - ring.length);
        while (at < from + count) {
            int some = Math.min(ring.length - next, from + count - at);
            System.arraycopy(pcm, at, ring, next, some);
            at += some;
            next += some;
            isFull |= next == ring.length;
            next %= ring.length;
        }
    }

    /** What was heard before is not what comes next. */
    void forget() {
        next = 0;
        isFull = false;
    }

    /** Mono, in the order of time; shorter if less was heard. */
    float[] samples() {
        byte[] last = new byte[isFull ? ring.length : next];
        int first = isFull ? next : 0;
        for (int at = 0; at < last.length; ) {
            int some = Math.min(last.length - at, ring.length - first);
            System.arraycopy(ring, first, last, at, some);
            at += some;
            first = (first + some) % ring.length;
        }
        return new PcmDecoder(format).decode(last);
    }
}

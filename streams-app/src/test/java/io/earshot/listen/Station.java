package io.earshot.listen;

import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import io.earshot.stream.LiveStream;
import java.time.Duration;
import java.util.Arrays;

/** A radio whose programme tells of every sample which one it is: noise that never repeats. */
final class Station {
    private final int rateHz;

    Station(int rateHz) {
        this.rateHz = rateHz;
    }

    int rateHz() {
        return rateHz;
    }

    PcmFormat format() {
        return new PcmFormat(rateHz, 1, SampleEncoding.S16);
    }

    /** The programme's samples from one on. */
    byte[] pcm(long first, int count) {
        byte[] bytes = new byte[2 * count];
        for (int i = 0; i < count; i++) {
            short sample = sample(first + i);
            bytes[2 * i] = (byte) sample;
            bytes[2 * i + 1] = (byte) (sample >> 8);
        }
        return bytes;
    }

    /** Which sample of the programme a payload begins with, looked for around one; -1: none there. */
    long find(byte[] payload, long around, int most) {
        byte[] start = Arrays.copyOf(payload, Math.min(payload.length, 64));
        for (int distance = 0; distance <= most; distance++) {
            for (long at : new long[] {around - distance, around + distance}) {
                if (at >= 0 && sample(at) == first(start) && Arrays.equals(pcm(at, start.length / 2), start)) {
                    return at;
                }
            }
        }
        return -1;
    }

    private static short first(byte[] payload) {
        return (short) ((payload[0] & 0xFF) | (payload[1] << 8));
    }

    private static short sample(long index) {
        long mixed = (index + 1) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L;
        return (short) ((mixed ^ (mixed >>> 32)) & 0x3FFF);
    }

    /** A connection to it, as far as a session sees it. */
    LiveStream connection() {
        return connection(Duration.ofSeconds(5), false);
    }

    LiveStream connection(Duration patience, boolean isFinite) {
        PcmFormat format = format();
        return new LiveStream() {
            @Override
            public PcmFormat format() {
                return format;
            }

            @Override
            public int read(byte[] buffer) {
                throw new UnsupportedOperationException("the test hands audio over itself");
            }

            @Override
            public Duration patience() {
                return patience;
            }

            @Override
            public boolean isFinite() {
                return isFinite;
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }
}

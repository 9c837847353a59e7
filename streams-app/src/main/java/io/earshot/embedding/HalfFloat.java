package io.earshot.embedding;

/** IEEE 754 binary16, the precision in which tokens and embeddings are kept. */
public final class HalfFloat {
    private static final int FLOAT_INFINITY = 0x7F80_0000;
    private static final int HALF_INFINITY = 0x7C00;
    /** Bits of 65520, the smallest float that rounds to infinity. */
    private static final int OVERFLOW = 0x477F_F000;
    /** Bits of 2^-14, the smallest normal half. */
    private static final int SMALLEST_NORMAL = 0x3880_0000;
    /** 2^24: subnormal halves are multiples of its inverse. */
    private static final float SUBNORMAL_STEPS = 0x1p24f;

    private HalfFloat() {}

    /** The nearest half, ties to even, as its 16 bits. */
    public static short toBits(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7FFF_FFFF;
        return (short) (sign | magnitudeBits(magnitude));
    }

    /** The float of a half's 16 bits; exact. */
    public static float fromBits(short bits) {
        int exponent = bits >>> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        float magnitude;
        if (exponent == 0) {
            magnitude = fraction / SUBNORMAL_STEPS;
        } else if (exponent == 0x1F) {
            magnitude = Float.intBitsToFloat(FLOAT_INFINITY | fraction << 13);
        } else {
            magnitude = Float.intBitsToFloat((exponent + 112) << 23 | fraction << 13);
        }
        return bits < 0 ? -magnitude : magnitude;
    }

    /** The nearest float that a half can hold. */
    public static float round(float value) {
        return fromBits(toBits(value));
    }

    /** Rounds every value. Overwritten. */
    public static void roundAll(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = round(values[i]);
        }
    }

    private static int magnitudeBits(int magnitude) {
        if (magnitude > FLOAT_INFINITY) {
            return HALF_INFINITY | 0x200;
        }
        if (magnitude >= OVERFLOW) {
            return HALF_INFINITY;
        }
        if (magnitude < SMALLEST_NORMAL) {
            return (int) Math.rint(Float.intBitsToFloat(magnitude) * SUBNORMAL_STEPS);
        }
        int roundedToEven = magnitude + 0xFFF + (magnitude >>> 13 & 1);
        return (roundedToEven - (112 << 23)) >>> 13;
    }
}

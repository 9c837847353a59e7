package io.earshot.wire;

/** IEEE 754 binary16, which the JDK converts only from 20 on. */
final class HalfFloat {
    private static final int FLOAT_MANTISSA_BITS = 23;
    private static final int HALF_MANTISSA_BITS = 10;
    private static final int SHIFT = FLOAT_MANTISSA_BITS - HALF_MANTISSA_BITS;
    private static final int BIAS_DIFFERENCE = 127 - 15;
    private static final int HALF_OF_DROPPED = 1 << (SHIFT - 1);
    private static final int HALF_LEAST_NORMAL = 1 << HALF_MANTISSA_BITS;
    private static final int HALF_INFINITY = 0x7C00;
    /** 2^-24, the least half float above 0. */
    private static final float LEAST = 0x1.0p-24f;

    private HalfFloat() {}

    /** Rounds to the nearest half float, ties to even; what is too great becomes infinite, NaN stays NaN. */
    static short ofFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = (bits >>> 16) & 0x8000;
        float magnitude = Math.abs(value);
        if (Float.isNaN(value)) {
            return (short) (sign | 0x7E00);
        }
        if (magnitude >= 65520f) {
            return (short) (sign | HALF_INFINITY);
        }
        if (magnitude < 0x1.0p-14f) {
            return (short) (sign | (int) Math.rint(magnitude / LEAST));
        }
        int unsigned = bits & 0x7FFFFFFF;
        int toEven = HALF_OF_DROPPED - 1 + ((unsigned >>> SHIFT) & 1);
        int rounded = (unsigned + toEven) >>> SHIFT;
        return (short) (sign | (rounded - (BIAS_DIFFERENCE << HALF_MANTISSA_BITS)));
    }

    /** Exact. */
    static float toFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int magnitude = half & 0x7FFF;
        if (magnitude >= HALF_INFINITY) {
            return Float.intBitsToFloat(sign | 0x7F800000 | ((magnitude & 0x3FF) << SHIFT));
        }
        if (magnitude < HALF_LEAST_NORMAL) {
            return Math.copySign(magnitude * LEAST, sign < 0 ? -1f : 1f);
        }
        return Float.intBitsToFloat(sign | ((magnitude << SHIFT) + (BIAS_DIFFERENCE << FLOAT_MANTISSA_BITS)));
    }
}

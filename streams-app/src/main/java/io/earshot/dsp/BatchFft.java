package io.earshot.dsp;

/**
 * Power spectra of {@link #LANES} real frames of one size at once, a frame in each lane. A row holds a pair of samples, or one bin, of
 * all frames: real parts, then imaginary parts at a fixed distance. Loops read few rows at the loop's own index and are short: that is
 * what lets the compiler turn them into vector instructions. Each lane sees the same operations in the same order whatever its
 * neighbours are. Keeps its rows: one thread at a time.
 *
 * <p>N real samples are transformed as N / 2 complex ones (even samples are real parts, odd ones imaginary parts), by decimation in
 * frequency with radix 4 and, where the size asks for it, a last stage of radix 2; then the two halves are taken apart. Brigham, The
 * Fast Fourier Transform and Its Applications, chapters 8 and 9.
 */
final class BatchFft {
    /** Frames. */
    static final int LANES = 64;

    /** With the header of an array (16 bytes) a multiple of 64 bytes, so that vectors lie alike in all rows. */
    private static final int ROW = 2 * LANES + 12;

    private final int half;
    private final float[][] rows;
    private final float[] nyquist = new float[ROW];
    private final int[] place;
    private final float[][] stageTwiddles;
    private final float[] splitTwiddles;

    /** @param size samples of a frame; a power of two from 4 on */
    BatchFft(int size) {
        if (size < 4 || Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException("FFT of " + size + " points; a power of two from 4 on is needed");
        }
        this.half = size / 2;
        this.rows = new float[half][ROW];
        this.place = new int[half];
        for (int p = 0; p < half; p++) {
            place[frequency(p, half)] = p;
        }
        this.stageTwiddles = stageTwiddles(half);
        this.splitTwiddles = new float[size];
        for (int k = 0; k < half; k++) {
            splitTwiddles[2 * k] = (float) StrictMath.cos(-2 * Math.PI * k / size);
            splitTwiddles[2 * k + 1] = (float) StrictMath.sin(-2 * Math.PI * k / size);
        }
    }

    /** For each stage and j: the factors exp(-2 pi i j r / n) of r = 1, 2, 3, real and imaginary parts in turns. */
    private static float[][] stageTwiddles(int points) {
        int stages = 0;
        for (int n = points; n >= 4; n /= 4) {
            stages++;
        }
        float[][] twiddles = new float[stages][];
        int n = points;
        for (int stage = 0; stage < stages; stage++) {
            twiddles[stage] = new float[6 * (n / 4)];
            for (int j = 0; j < n / 4; j++) {
                for (int r = 1; r <= 3; r++) {
                    double angle = -2 * Math.PI * j * r / n;
                    twiddles[stage][6 * j + 2 * r - 2] = (float) StrictMath.cos(angle);
                    twiddles[stage][6 * j + 2 * r - 1] = (float) StrictMath.sin(angle);
                }
            }
            n /= 4;
        }
        return twiddles;
    }

    /** The frequency that ends at a place: the place's digits in the other order. */
    private static int frequency(int place, int points) {
        if (points == 1) {
            return 0;
        }
        int radix = points >= 4 ? 4 : 2;
        int part = points / radix;
        return place / part + radix * frequency(place % part, part);
    }

    /** The row of samples {@code 2 pair} (from 0 on) and {@code 2 pair + 1} (from {@link #LANES} on); filled before each {@link #power}. */
    float[] row(int pair) {
        return rows[pair];
    }

    /**
     * Power {@code |X[k]|^2} of the transform {@code X[k] = sum_n x[n] exp(-2 pi i n k / size)} of each frame.
     *
     * @param power {@code [size / 2 + 1]}, gets a row for each bin from 0 Hz to the Nyquist frequency, a frame in each of its first
     *     {@link #LANES} elements; they are the rows that {@link #row} gives, too
     */
    void power(float[][] power) {
        transform();
        float[] first = rows[place[0]];
        ends(first, nyquist);
        power[0] = first;
        power[half] = nyquist;
        for (int k = 1; k < half - k; k++) {
            float[] low = rows[place[k]];
            float[] high = rows[place[half - k]];
            split(low, high, splitTwiddles[2 * k], splitTwiddles[2 * k + 1]);
            power[k] = low;
            power[half - k] = high;
        }
        float[] middle = rows[place[half / 2]];
        square(middle);
        power[half / 2] = middle;
    }

    private void transform() {
        int n = half;
        for (float[] twiddles : stageTwiddles) {
            int q = n / 4;
            for (int b = 0; b < half; b += q * 4) {
                for (int j = 0; j < q; j++) {
                    float[] second = rows[b + j + q];
                    float[] third = rows[b + j + 2 * q];
                    float[] fourth = rows[b + j + 3 * q];
                    four(rows[b + j], second, third, fourth);
                    if (j > 0) {
                        turn(second, twiddles[6 * j], twiddles[6 * j + 1]);
                        turn(third, twiddles[6 * j + 2], twiddles[6 * j + 3]);
                        turn(fourth, twiddles[6 * j + 4], twiddles[6 * j + 5]);
                    }
                }
            }
            n = q;
        }
        if (n == 2) {
            for (int b = 0; b < half; b += 2) {
                two(rows[b], rows[b + 1]);
            }
        }
    }

    private static void two(float[] a, float[] b) {
        for (int i = 0; i < 2 * LANES; i++) {
            float x = a[i];
            float y = b[i];
            a[i] = x + y;
            b[i] = x - y;
        }
    }

    /** The transform of four rows; {@code turned} is -i times the difference of the second and the fourth. */
    private static void four(float[] a, float[] b, float[] c, float[] d) {
        for (int i = 0; i < LANES; i++) {
            float ar = a[i];
            float ai = a[i + LANES];
            float br = b[i];
            float bi = b[i + LANES];
            float cr = c[i];
            float ci = c[i + LANES];
            float dr = d[i];
            float di = d[i + LANES];
            float sumR = ar + cr;
            float sumI = ai + ci;
            float differenceR = ar - cr;
            float differenceI = ai - ci;
            float oddR = br + dr;
            float oddI = bi + di;
            float turnedR = bi - di;
            float turnedI = dr - br;
            a[i] = sumR + oddR;
            a[i + LANES] = sumI + oddI;
            c[i] = sumR - oddR;
            c[i + LANES] = sumI - oddI;
            b[i] = differenceR + turnedR;
            b[i + LANES] = differenceI + turnedI;
            d[i] = differenceR - turnedR;
            d[i + LANES] = differenceI - turnedI;
        }
    }

    /** Multiplies a row by cos + i sin. */
    private static void turn(float[] a, float cos, float sin) {
        for (int i = 0; i < LANES; i++) {
            float re = a[i];
            float im = a[i + LANES];
            a[i] = re * cos - im * sin;
            a[i + LANES] = re * sin + im * cos;
        }
    }

    /** From Z[k] = a and Z[M - k] = b of the packed transform: |X[k]|^2 into a and |X[M - k]|^2 into b. */
    private static void split(float[] a, float[] b, float cos, float sin) {
        for (int i = 0; i < LANES; i++) {
            float ar = a[i];
            float ai = a[i + LANES];
            float br = b[i];
            float bi = b[i + LANES];
            float oddR = ai + bi;
            float oddI = br - ar;
            float turnedR = oddR * cos - oddI * sin;
            float turnedI = oddR * sin + oddI * cos;
            float lowR = ar + br + turnedR;
            float lowI = ai - bi + turnedI;
            float highR = ar + br - turnedR;
            float highI = ai - bi - turnedI;
            a[i] = 0.25f * (lowR * lowR + lowI * lowI);
            b[i] = 0.25f * (highR * highR + highI * highI);
        }
    }

    /** Bin 0 and the Nyquist bin. */
    private static void ends(float[] a, float[] last) {
        for (int i = 0; i < LANES; i++) {
            float sum = a[i] + a[i + LANES];
            float difference = a[i] - a[i + LANES];
            a[i] = sum * sum;
            last[i] = difference * difference;
        }
    }

    private static void square(float[] a) {
        for (int i = 0; i < LANES; i++) {
            a[i] = a[i] * a[i] + a[i + LANES] * a[i + LANES];
        }
    }
}

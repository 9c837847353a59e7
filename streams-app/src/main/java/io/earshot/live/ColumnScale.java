package io.earshot.live;

/**
 * The scale of live spectrograms, the same for all sources: {@value #BANDS} bands of equal width on Kaldi's mel scale from 0 to
 * {@value #HIGHEST_HZ} Hz, a column for each {@value #COLUMN_MICROS} microseconds of audio, and a byte for each band: 0 at
 * {@value #FLOOR_DBFS} dBFS and below, 255 at {@value #CEILING_DBFS} dBFS and above, linear between.
 */
public final class ColumnScale {
    public static final int BANDS = 64;
    public static final int HIGHEST_HZ = 8_000;
    public static final int COLUMN_MICROS = 80_000;
    public static final int FLOOR_DBFS = -100;
    public static final int CEILING_DBFS = 0;

    private static final double LEAST_POWER = Math.pow(10, FLOOR_DBFS / 10.0);
    private static final double PER_DB = 255.0 / (CEILING_DBFS - FLOOR_DBFS);

    private ColumnScale() {}

    /** The level of a power, mean square relative to full scale. */
    static byte level(double power) {
        if (power <= LEAST_POWER) {
            return 0;
        }
        return (byte) Math.min(255, Math.round((10 * Math.log10(power) - FLOOR_DBFS) * PER_DB));
    }

    /** The first sample of a column; columns are counted from the start of their epoch. */
    static long firstSample(long column, int rateHz) {
        return ceilDiv(column * COLUMN_MICROS / 1_000 * rateHz, 1_000);
    }

    /** The column that a sample lies in. */
    static long column(long sample, int rateHz) {
        return Math.floorDiv(sample * 1_000, (long) COLUMN_MICROS / 1_000 * rateHz);
    }

    /** Audio time at which a column begins, after the start of its epoch. */
    static long micros(long column) {
        return column * COLUMN_MICROS;
    }

    private static long ceilDiv(long value, long by) {
        return -Math.floorDiv(-value, by);
    }
}

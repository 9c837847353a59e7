package io.earshot.evidence;

import io.earshot.dsp.MelFilterBank;
import io.earshot.dsp.Stft;
import io.earshot.dsp.WindowFunction;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * A picture of a clip: time to the right, mel bands upwards, brightness the power of a band, over {@value #RANGE_DB} dB below the
 * loudest. A bar on top marks the event; what is missing is grey.
 */
public final class Spectrogram {
    static final int BANDS = 96;
    static final int ROWS_PER_BAND = 2;
    static final int BAR_ROWS = 6;
    static final int COLUMNS_PER_SECOND = 100;
    static final int MAX_COLUMNS = 3_000;
    static final int MARK = 0xffb000;
    static final int MISSING = 0x606060;

    private static final double RANGE_DB = 80;
    private static final double HIGHEST_HZ = 16_000;
    private static final double WINDOW_SECONDS = 0.03;

    private final Clip clip;
    private final int barRows;
    private final int columns;

    private Spectrogram(Clip clip, int barRows) {
        this.clip = clip;
        this.barRows = barRows;
        long asked = Math.round(clip.seconds() * COLUMNS_PER_SECOND);
        this.columns = (int) Math.max(1, Math.min(MAX_COLUMNS, asked));
    }

    /**
     * As PNG.
     *
     * @param onsetMicros where the event begins, audio time
     * @param offsetMicros where it ends
     */
    public static byte[] png(Clip clip, long onsetMicros, long offsetMicros) {
        Spectrogram spectrogram = new Spectrogram(clip, BAR_ROWS);
        BufferedImage picture = spectrogram.drawn();
        spectrogram.mark(picture, onsetMicros, offsetMicros);
        return png(picture);
    }

    /** As PNG, with no event and no bar. */
    public static byte[] png(Clip clip) {
        return png(new Spectrogram(clip, 0).drawn());
    }

    private static byte[] png(BufferedImage picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            // Without a cache: it would be a file.
            ImageIO.setUseCache(false);
            ImageIO.write(picture, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private BufferedImage drawn() {
        BufferedImage picture = new BufferedImage(columns, barRows + BANDS * ROWS_PER_BAND, BufferedImage.TYPE_INT_RGB);
        double[][] decibels = decibels();
        double loudest = Double.NEGATIVE_INFINITY;
        for (double[] column : decibels) {
            for (double value : column) {
                loudest = Math.max(loudest, value);
            }
        }
        for (int x = 0; x < columns; x++) {
            for (int y = 0; y < BANDS * ROWS_PER_BAND; y++) {
                double value = decibels[x][BANDS - 1 - y / ROWS_PER_BAND];
                picture.setRGB(x, barRows + y, colour(1 + (value - loudest) / RANGE_DB));
            }
        }
        clip.missing().stream().filter(MissingSpan::isSilence).forEach(span -> {
            int from = column(span.firstSample());
            fill(picture, from, Math.max(from + 1, column(span.endSample())), barRows, picture.getHeight(), MISSING);
        });
        return picture;
    }

    private void mark(BufferedImage picture, long onsetMicros, long offsetMicros) {
        int from = column(sampleAt(onsetMicros));
        fill(picture, from, Math.max(from + 1, column(sampleAt(offsetMicros))), 0, barRows, MARK);
    }

    /** {@code [columns x bands]}. */
    private double[][] decibels() {
        int rateHz = clip.format().sampleRateHz();
        int fftSize = Integer.highestOneBit((int) (2 * WINDOW_SECONDS * rateHz) - 1);
        Stft stft = new Stft(fftSize, WindowFunction.periodicHann(fftSize));
        MelFilterBank bank = MelFilterBank.slaney(BANDS, fftSize, rateHz, 0, Math.min(HIGHEST_HZ, rateHz / 2.));
        float[] padded = new float[clip.samples() + fftSize];
        System.arraycopy(clip.mono(), 0, padded, fftSize / 2, clip.samples());
        float[] power = new float[stft.bins()];
        double[][] decibels = new double[columns][BANDS];
        for (int x = 0; x < columns; x++) {
            stft.power(padded, (int) ((long) x * clip.samples() / columns), power);
            bank.apply(power, decibels[x]);
            for (int band = 0; band < BANDS; band++) {
                decibels[x][band] = 10 * Math.log10(Math.max(decibels[x][band], 1e-12));
            }
        }
        return decibels;
    }

    private long sampleAt(long micros) {
        return clip.format().samples(micros - clip.epochStartMicros());
    }

    private int column(long sample) {
        long inside = Math.max(0, Math.min(clip.samples(), sample - clip.firstSample()));
        return (int) (inside * columns / Math.max(1, clip.samples()));
    }

    private static void fill(BufferedImage picture, int from, int to, int top, int bottom, int colour) {
        for (int x = from; x < Math.min(to, picture.getWidth()); x++) {
            for (int y = top; y < bottom; y++) {
                picture.setRGB(x, y, colour);
            }
        }
    }

    /** From black over violet and orange to a pale yellow; brightness grows evenly, so that grey printing keeps it. */
    private static int colour(double level) {
        double at = Math.max(0, Math.min(1, level));
        int red = (int) (255 * Math.min(1, 1.6 * at));
        int green = (int) (255 * at * at);
        int blue = (int) (255 * (at < 0.5 ? 0.8 * at : 0.4 * Math.abs(2 * at - 1.6) + 0.16));
        return (red << 16) | (green << 8) | Math.min(255, blue);
    }
}

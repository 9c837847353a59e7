package io.earshot.live;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/** Chunks of audio that a formula gives, sample by sample of its epoch. */
public final class Tone {
    /** A time that no clock has now, in microseconds since 1970. */
    public static final long EPOCH = 1_769_860_800_000_000L;

    private Tone() {}

    /** A sine of half the full scale that sounds between two samples. */
    public static LongToDoubleFunction sine(double hz, int rateHz, long from, long to) {
        return sample -> sample >= from && sample < to ? Math.sin(2 * Math.PI * hz * sample / rateHz) / 2 : 0;
    }

    /** Chunks of 16-bit samples, the last one shorter if need be. */
    public static List<AudioChunk> chunks(
            String source, int rateHz, long from, long to, int chunkSamples, LongToDoubleFunction signal) {
        List<AudioChunk> chunks = new ArrayList<>();
        for (long first = from; first < to; first += chunkSamples) {
            chunks.add(chunk(source, rateHz, first, (int) Math.min(chunkSamples, to - first), signal));
        }
        return chunks;
    }

    private static AudioChunk chunk(String source, int rateHz, long first, int samples, LongToDoubleFunction signal) {
        ByteBuffer pcm = ByteBuffer.allocate(2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < samples; i++) {
            pcm.putShort((short) Math.round(signal.applyAsDouble(first + i) * Short.MAX_VALUE));
        }
        PcmFormat format = new PcmFormat(rateHz, 1, SampleEncoding.S16);
        return AudioChunk.audio(source, 1, first, EPOCH, format, pcm.array());
    }

    /** The band whose middle is nearest to a frequency. */
    public static int band(double hz) {
        double highest = Math.log1p(ColumnScale.HIGHEST_HZ / 700.0);
        return (int) Math.round(Math.log1p(hz / 700) / highest * (ColumnScale.BANDS + 1)) - 1;
    }

    /** The loudest band of a column. */
    public static int loudest(byte[] levels, int column) {
        int loudest = 0;
        for (int band = 1; band < ColumnScale.BANDS; band++) {
            if (level(levels, column, band) > level(levels, column, loudest)) {
                loudest = band;
            }
        }
        return loudest;
    }

    /** The byte of a band. */
    public static int level(byte[] levels, int column, int band) {
        return levels[column * ColumnScale.BANDS + band] & 0xff;
    }
}

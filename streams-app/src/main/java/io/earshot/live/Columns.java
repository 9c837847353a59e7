package io.earshot.live;

/**
 * Consecutive columns of a source's spectrogram, see {@link ColumnScale}.
 *
 * @param sourceId of the source
 * @param epochId of the epoch whose clock gives the time
 * @param fromMicros audio time at which the first column begins, microseconds since 1970
 * @param begins whether the first column does not go on where an earlier one ended: after a gap, or in a new epoch
 * @param levels one byte for each band of each column, the lowest band of the first column first. Not modified.
 * @param levelDbfs root mean square of the audio that completed them, dB relative to full scale; at least -120
 * @param peakDbfs its greatest magnitude; 0 at full scale, at least -120
 */
public record Columns(
        String sourceId,
        long epochId,
        long fromMicros,
        boolean begins,
        byte[] levels,
        double levelDbfs,
        double peakDbfs)
        implements LiveItem {}

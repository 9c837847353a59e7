package io.earshot.evidence;

import io.earshot.audio.PcmDecoder;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleClock;
import java.util.List;

/**
 * The audio of a span, sample for sample as it was published, mixed to the one channel that is heard.
 *
 * @param span what was asked for
 * @param format of {@code pcm}: one channel at the published rate, 16 bits or 24
 * @param published format of the chunks
 * @param epochStartMicros capture time of the epoch's sample 0, microseconds since 1970
 * @param firstSample index in the epoch of the first sample
 * @param pcm the samples, little-endian; read-only
 * @param missing what was asked for and is not heard, in order
 * @param isFinal whether no more of the span will come
 * @param clippedSamples how many samples were beyond full scale and lie at it now
 */
public record Clip(
        ClipSpan span,
        PcmFormat format,
        PcmFormat published,
        long epochStartMicros,
        long firstSample,
        byte[] pcm,
        List<MissingSpan> missing,
        boolean isFinal,
        long clippedSamples) {
    public Clip {
        missing = List.copyOf(missing);
    }

    public int samples() {
        return pcm.length / format.frameBytes();
    }

    /** Index in the epoch of the first sample after the clip. */
    public long endSample() {
        return firstSample + samples();
    }

    public double seconds() {
        return format.seconds(samples());
    }

    /** The clock of the epoch. */
    public SampleClock clock() {
        return new SampleClock(epochStartMicros, format.sampleRateHz());
    }

    /** The samples as numbers; full scale is 1. */
    public float[] mono() {
        return new PcmDecoder(format).decode(pcm);
    }
}

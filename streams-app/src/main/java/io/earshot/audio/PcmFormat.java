package io.earshot.audio;

/**
 * The format of interleaved PCM.
 *
 * @param sampleRateHz samples per second and channel, {@value #MIN_RATE_HZ} to {@value #MAX_RATE_HZ}
 * @param channels interleaved channels, 1 to {@value #MAX_CHANNELS}
 * @param encoding how each sample is written
 */
public record PcmFormat(int sampleRateHz, int channels, SampleEncoding encoding) {
    public static final int MIN_RATE_HZ = 8_000;
    public static final int MAX_RATE_HZ = 192_000;
    public static final int MAX_CHANNELS = 8;

    /** @throws InvalidAudioException if a value is out of range */
    public PcmFormat {
        if (sampleRateHz < MIN_RATE_HZ || sampleRateHz > MAX_RATE_HZ) {
            throw new InvalidAudioException(
                    "sample rate " + sampleRateHz + " Hz is outside " + MIN_RATE_HZ + ".." + MAX_RATE_HZ);
        }
        if (channels < 1 || channels > MAX_CHANNELS) {
            throw new InvalidAudioException(channels + " channels are outside 1.." + MAX_CHANNELS);
        }
    }

    /** Bytes of one sample of all channels. */
    public int frameBytes() {
        return channels * encoding.bytes();
    }

    /** Bytes of whole frames that last so long, rounded; saturates, so that an infinite time never ends. */
    public long bytes(double seconds) {
        return (long) (Math.rint(seconds * sampleRateHz) * frameBytes());
    }

    /** How long so many samples of each channel last, in seconds. */
    public double seconds(long samples) {
        return (double) samples / sampleRateHz;
    }

    /** How long so many samples of each channel last, in microseconds; rounded. */
    public long micros(long samples) {
        return Math.round(samples * (1e6 / sampleRateHz));
    }

    /** Samples of each channel that last so many microseconds; rounded, negative for a negative time. */
    public long samples(long micros) {
        return Math.round(micros * (sampleRateHz / 1e6));
    }
}

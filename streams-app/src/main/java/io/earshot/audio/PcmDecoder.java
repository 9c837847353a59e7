package io.earshot.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Interleaved PCM to mono samples: integers scaled to [-1, 1), channels averaged in their order, summed in double.
 *
 * <p>Floats are taken as they are, neither clipped nor scaled. A recorder that writes floats may leave a take 30 dB above
 * full scale, and what is measured hears it: a siren keeps a confidence of .88 there and .83 at 60 dB (.91 at its own
 * level), but clipped at full scale falls to .79, over half the time, and .63. To scale a take would ask for its peak, which
 * a pipe and a live source do not know, and would make their events differ from the file's.
 */
public final class PcmDecoder {
    /**
     * Greatest magnitude of a float sample, 60 dB above full scale. Beyond are misread encodings: integers kept as floats,
     * or bytes that are no floats at all, half of which lie beyond any such bound.
     */
    public static final float MAX_MAGNITUDE = 1_000f;

    private final PcmFormat format;

    public PcmDecoder(PcmFormat format) {
        this.format = format;
    }

    /**
     * Decodes to mono.
     *
     * @param payload whole samples of all channels. Not modified.
     * @return a new array with one value per sample
     * @throws InvalidAudioException if the payload is no whole number of samples, or a float sample is not finite or is
     *     beyond {@link #MAX_MAGNITUDE}
     */
    public float[] decode(byte[] payload) {
        int frameBytes = format.frameBytes();
        if (payload.length % frameBytes != 0) {
            throw new InvalidAudioException(
                    "payload of " + payload.length + " bytes is not a multiple of " + frameBytes);
        }
        ByteBuffer pcm = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
        float[] mono = new float[payload.length / frameBytes];
        for (int i = 0; i < mono.length; i++) {
            mono[i] = mix(pcm, i * frameBytes);
        }
        return mono;
    }

    /**
     * The mean over the channels, as {@link #decode} gives it. A float that is not plausible stands for the mean, so that
     * whoever decodes it refuses it.
     *
     * @param at byte at which the samples of all channels begin
     */
    static float mean(ByteBuffer pcm, int at, PcmFormat format) {
        double sum = 0;
        for (int channel = 0; channel < format.channels(); channel++) {
            double sample = sample(pcm, at, format, channel);
            if (!isPlausible(sample)) {
                return (float) sample;
            }
            sum += sample;
        }
        return (float) (sum / format.channels());
    }

    /** @param channel from 0 */
    static double sample(ByteBuffer pcm, int at, PcmFormat format, int channel) {
        int from = at + channel * format.encoding().bytes();
        return switch (format.encoding()) {
            case S16 -> pcm.getShort(from) * 0x1p-15;
            case S24 -> ((pcm.getShort(from) & 0xffff) | (pcm.get(from + 2) << 16)) * 0x1p-23;
            case S32 -> pcm.getInt(from) * 0x1p-31;
            case F32 -> pcm.getFloat(from);
        };
    }

    private float mix(ByteBuffer pcm, int at) {
        double sum = 0;
        for (int channel = 0; channel < format.channels(); channel++) {
            sum += plausible(
                    sample(pcm, at, format, channel),
                    at + channel * format.encoding().bytes());
        }
        return (float) (sum / format.channels());
    }

    private static double plausible(double sample, int at) {
        if (!isPlausible(sample)) {
            throw new InvalidAudioException("sample at byte " + at + " is " + (float) sample + ", outside -"
                    + MAX_MAGNITUDE + ".." + MAX_MAGNITUDE + " (full scale is 1)");
        }
        return sample;
    }

    private static boolean isPlausible(double sample) {
        return Math.abs(sample) <= MAX_MAGNITUDE;
    }
}

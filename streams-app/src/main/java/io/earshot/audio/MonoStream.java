package io.earshot.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One channel of PCM that has several, or the mean of all, which {@link PcmDecoder} would give too; where the channels cancel
 * each other in the mean, the louder one. The choice is made for every 20 ms of the stream, counted from its first sample: how it
 * is read changes nothing.
 */
public final class MonoStream implements PcmStream {
    private static final int BLOCKS_PER_SECOND = 50;

    private final PcmStream inner;
    private final int asked;
    private final ChannelWatch watch;
    private final byte[] block;
    private final ByteBuffer mono;
    private HeardChannel heard;
    private HeardChannel noted = HeardChannel.asked(HeardChannel.MIX);

    /**
     * @param inner is closed with this
     * @param channel that is heard, from 1; {@link HeardChannel#MIX} for the mean
     * @throws InvalidAudioException if there is no such channel
     */
    public MonoStream(PcmStream inner, int channel) {
        PcmFormat format = inner.format();
        if (channel > format.channels()) {
            throw new InvalidAudioException("has no channel " + channel + ", only " + format.channels());
        }
        int samples = format.sampleRateHz() / BLOCKS_PER_SECOND;
        this.inner = inner;
        this.asked = channel;
        this.heard = HeardChannel.asked(channel);
        this.watch = new ChannelWatch(format.channels());
        this.block = new byte[samples * format.frameBytes()];
        this.mono = ByteBuffer.allocate(samples * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .limit(0);
    }

    @Override
    public PcmFormat format() {
        return new PcmFormat(inner.format().sampleRateHz(), 1, SampleEncoding.F32);
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        int whole = buffer.length - buffer.length % Float.BYTES;
        int filled = 0;
        while (filled < whole) {
            boolean atHole = filled > 0 && missingSamples() > 0;
            if (!mono.hasRemaining() && (atHole || !readBlock())) {
                break;
            }
            int bytes = Math.min(whole - filled, mono.remaining());
            mono.get(buffer, filled, bytes);
            filled += bytes;
        }
        return filled == 0 ? -1 : filled;
    }

    /** Which channel is heard, as of what was read last. */
    public HeardChannel heard() {
        return heard;
    }

    /** Besides those of the stream, that its channels cancel each other, once they have. */
    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>(inner.notes());
        if (!noted.why().isEmpty()) {
            notes.add(noted.note());
        }
        return notes;
    }

    @Override
    public Optional<String> shortfall() {
        return inner.shortfall();
    }

    @Override
    public long missingSamples() {
        return mono.hasRemaining() ? 0 : inner.missingSamples();
    }

    @Override
    public String title() {
        return inner.title();
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }

    private boolean readBlock() throws IOException {
        int bytes = inner.read(block);
        if (bytes <= 0) {
            return false;
        }
        PcmFormat format = inner.format();
        int samples = bytes / format.frameBytes();
        ByteBuffer pcm = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
        if (asked == HeardChannel.MIX) {
            choose(pcm, samples);
        }
        mono.clear();
        for (int i = 0; i < samples; i++) {
            int at = i * format.frameBytes();
            mono.putFloat(
                    heard.number() == HeardChannel.MIX
                            ? PcmDecoder.mean(pcm, at, format)
                            : (float) PcmDecoder.sample(pcm, at, format, heard.number() - 1));
        }
        mono.flip();
        return true;
    }

    private void choose(ByteBuffer pcm, int samples) {
        PcmFormat format = inner.format();
        double[] energies = new double[format.channels()];
        double mixEnergy = 0;
        for (int i = 0; i < samples; i++) {
            double sum = 0;
            for (int channel = 0; channel < energies.length; channel++) {
                double sample = PcmDecoder.sample(pcm, i * format.frameBytes(), format, channel);
                energies[channel] += sample * sample;
                sum += sample;
            }
            mixEnergy += sum * sum / ((double) energies.length * energies.length);
        }
        heard = HeardChannel.watched(watch.heard(mixEnergy, energies, samples, format.sampleRateHz()));
        noted = heard.why().isEmpty() ? noted : heard;
    }
}

package io.earshot.decoder.ffmpeg;

import io.earshot.audio.HeardChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVDownmixInfo;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Mixes and resamples decoded frames to {@link DecoderMain#DECODED}. The form of the frames may change on the way (another
 * programme, another advertisement), and so may the channel that is heard: then the old resampler is drained, and a new one takes
 * over.
 */
final class MonoResampler implements AutoCloseable {
    private static final int BYTES_PER_SAMPLE = 2;

    private final AVChannelLayout mono = new AVChannelLayout();
    private final AVChannelLayout layout = new AVChannelLayout();
    private final PointerPointer<BytePointer> planes = new PointerPointer<>(1);
    private int rateHz;
    private int sampleFormat;
    private int channel;
    private SwrContext context;
    private BytePointer out = new BytePointer(1);

    MonoResampler() {
        avutil.av_channel_layout_default(mono, 1);
    }

    /** Takes what comes out; the buffer is used again afterwards. */
    @FunctionalInterface
    interface Sink {
        void accept(ByteBuffer samples) throws IOException;
    }

    /**
     * Converts a frame.
     *
     * @param channel of the frame that is heard, from 1; {@link HeardChannel#MIX} for a mix
     * @throws DecodingException if it has a form that cannot be mixed to one channel
     */
    void convert(AVFrame frame, int channel, Sink sink) throws DecodingException, IOException {
        if (context == null || !isAsBefore(frame) || channel != this.channel) {
            drain(sink);
            this.channel = channel;
            configure(frame);
        }
        put(frame.extended_data(), frame.nb_samples(), sink);
    }

    /** Hands out what is still inside; what comes then has nothing to do with it. */
    void drain(Sink sink) throws DecodingException, IOException {
        if (context != null) {
            put(null, 0, sink);
            freeContext();
        }
    }

    @Override
    public void close() {
        freeContext();
        avutil.av_channel_layout_uninit(layout);
        layout.close();
        mono.close();
        planes.close();
        out.close();
    }

    private void freeContext() {
        if (context != null) {
            swresample.swr_free(context);
            context = null;
        }
    }

    private boolean isAsBefore(AVFrame frame) {
        return frame.sample_rate() == rateHz
                && frame.format() == sampleFormat
                && avutil.av_channel_layout_compare(frame.ch_layout(), layout) == 0;
    }

    private void configure(AVFrame frame) throws DecodingException {
        rateHz = frame.sample_rate();
        sampleFormat = frame.format();
        DecodingException.require(avutil.av_channel_layout_copy(layout, frame.ch_layout()), "no channel layout");
        // A new one: what was set for the frames before must not hold for these.
        freeContext();
        context = new SwrContext();
        AVChannelLayout named = new AVChannelLayout();
        try {
            nameChannels(named);
            DecodingException.require(
                    swresample.swr_alloc_set_opts2(
                            context,
                            mono,
                            avutil.AV_SAMPLE_FMT_S16,
                            DecoderMain.DECODED.sampleRateHz(),
                            named,
                            sampleFormat,
                            rateHz,
                            0,
                            null),
                    "cannot be resampled");
            if (channel == HeardChannel.MIX) {
                weighEqually(named);
                takeMixLevels(frame);
            } else {
                weighAlone(named.nb_channels());
            }
        } finally {
            avutil.av_channel_layout_uninit(named);
            named.close();
        }
        DecodingException.require(
                swresample.swr_init(context), layout.nb_channels() + " channels cannot be mixed to one");
    }

    /** Channels without names are taken for the usual ones of their number, where there are such. */
    private void nameChannels(AVChannelLayout named) throws DecodingException {
        if (layout.order() == avutil.AV_CHANNEL_ORDER_UNSPEC) {
            avutil.av_channel_layout_default(named, layout.nb_channels());
        } else {
            DecodingException.require(avutil.av_channel_layout_copy(named, layout), "no channel layout");
        }
    }

    /** Without names there is no rule for mixing: all channels count alike. */
    private void weighEqually(AVChannelLayout named) throws DecodingException {
        if (named.order() == avutil.AV_CHANNEL_ORDER_UNSPEC) {
            double[] weights = new double[named.nb_channels()];
            Arrays.fill(weights, 1. / weights.length);
            DecodingException.require(swresample.swr_set_matrix(context, weights, weights.length), "cannot be mixed");
        }
    }

    private void weighAlone(int channels) throws DecodingException {
        double[] weights = new double[channels];
        weights[channel - 1] = 1;
        DecodingException.require(swresample.swr_set_matrix(context, weights, weights.length), "cannot be mixed");
    }

    /** Broadcast sound in more than two channels brings the levels of its centre and its surrounds in a mix. */
    private void takeMixLevels(AVFrame frame) {
        AVFrameSideData found = avutil.av_frame_get_side_data(frame, avutil.AV_FRAME_DATA_DOWNMIX_INFO);
        if (found == null) {
            return;
        }
        AVDownmixInfo info = new AVDownmixInfo(found.data());
        boolean loRo = info.preferred_downmix_type() != avutil.AV_DOWNMIX_TYPE_LTRT
                && info.preferred_downmix_type() != avutil.AV_DOWNMIX_TYPE_DPLII;
        setLevel("center_mix_level", loRo ? info.center_mix_level() : info.center_mix_level_ltrt());
        setLevel("surround_mix_level", loRo ? info.surround_mix_level() : info.surround_mix_level_ltrt());
        setLevel("lfe_mix_level", info.lfe_mix_level());
    }

    private void setLevel(String option, double level) {
        avutil.av_opt_set_double(context, option, level, 0);
    }

    private void put(PointerPointer<?> in, int samples, Sink sink) throws DecodingException, IOException {
        int room = swresample.swr_get_out_samples(context, samples);
        if (room <= 0) {
            return;
        }
        if (out.capacity() < (long) room * BYTES_PER_SAMPLE) {
            out.close();
            out = new BytePointer((long) room * BYTES_PER_SAMPLE);
        }
        planes.put(0, out);
        int made = DecodingException.require(
                swresample.swr_convert(context, planes, room, in, samples), "cannot be resampled");
        if (made > 0) {
            sink.accept(out.asByteBuffer().limit(made * BYTES_PER_SAMPLE));
        }
    }
}

package io.earshot.decoder.ffmpeg;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.earshot.audio.HeardChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.PointerPointer;

/** The audio track of a container, decoded from start to end. Used by one thread. */
final class AudioInput implements AutoCloseable {
    private static final int MOST_LAYOUT_CHARS = 64;

    private final MediaContainer container;
    private final AVPacket packet = avcodec.av_packet_alloc();
    private final AVFrame frame = avutil.av_frame_alloc();
    private final MonoResampler resampler = new MonoResampler();
    private final ChannelChoice channels;
    private final FrameClock clock = new FrameClock();
    private boolean begun;
    private double front;
    private AVCodecContext codec;
    private DecodedForm form = new DecodedForm("", HeardChannel.asked(HeardChannel.MIX));

    private AudioInput(MediaContainer container, int channel) {
        this.container = container;
        this.channels = new ChannelChoice(channel);
    }

    /** Takes what is decoded, in its order. */
    interface Sink {
        /** @param pcm in {@link DecoderMain#DECODED}; the buffer is used again afterwards */
        void samples(ByteBuffer pcm) throws IOException;

        /** @param samples that are missing before those that follow */
        void missing(long samples) throws IOException;

        void form(DecodedForm form) throws IOException;

        void title(String title) throws IOException;
    }

    /**
     * Prepares decoding.
     *
     * @param container left open; to be closed after this
     * @param channel of the track that is heard, from 1; {@link HeardChannel#MIX} for a mix
     * @throws DecodingException if there is no decoder for it
     */
    static AudioInput open(MediaContainer container, int channel) throws DecodingException {
        AudioInput input = new AudioInput(container, channel);
        try {
            input.openCodec();
            return input;
        } catch (DecodingException | RuntimeException e) {
            input.close();
            throw e;
        }
    }

    /**
     * Decodes a packet; skips damaged ones.
     *
     * @return whether there may be more
     * @throws DecodingException if the container breaks off; the sink has what was decoded before
     */
    boolean decodeNext(Sink sink) throws DecodingException, IOException {
        int result = container.read(packet);
        if (result < 0) {
            decode(null, sink);
            resampler.drain(sink::samples);
            if (result != avutil.AVERROR_EOF) {
                throw new DecodingException(DecodingException.reason(result));
            }
            return false;
        }
        try {
            if (packet.stream_index() == container.track().index()) {
                Optional<String> news = container.news(packet);
                if (news.isPresent()) {
                    sink.title(news.get());
                }
                lookAtFront();
                decode(packet, sink);
            }
        } finally {
            avcodec.av_packet_unref(packet);
        }
        return true;
    }

    @Override
    public void close() {
        resampler.close();
        if (codec != null) {
            avcodec.avcodec_free_context(codec);
        }
        avutil.av_frame_free(frame);
        avcodec.av_packet_free(packet);
    }

    private void openCodec() throws DecodingException {
        AVCodecParameters parameters = container.track().codecpar();
        AVCodec decoder = avcodec.avcodec_find_decoder(parameters.codec_id());
        if (decoder == null) {
            throw new DecodingException(DecodingException.UNDECODABLE + " (no decoder for " + codecName() + ")");
        }
        codec = avcodec.avcodec_alloc_context3(decoder);
        DecodingException.require(
                avcodec.avcodec_parameters_to_context(codec, parameters), DecodingException.UNDECODABLE);
        codec.pkt_timebase(container.track().time_base());
        codec.thread_count(1);
        DecodingException.require(
                avcodec.avcodec_open2(codec, decoder, (PointerPointer<?>) null), DecodingException.UNDECODABLE);
    }

    private void decode(AVPacket coded, Sink sink) throws DecodingException, IOException {
        // A new link of a chained Ogg may count in another unit.
        codec.pkt_timebase(container.track().time_base());
        // What a damaged packet loses shows in the length: the container's promise is compared with what came out.
        if (avcodec.avcodec_send_packet(codec, coded) >= 0) {
            while (avcodec.avcodec_receive_frame(codec, frame) >= 0) {
                hear(sink);
                avutil.av_frame_unref(frame);
            }
        }
    }

    private void hear(Sink sink) throws DecodingException, IOException {
        long missing = missingBefore();
        if (missing > 0) {
            resampler.drain(sink::samples);
            sink.missing(missing);
        }
        HeardChannel heard = channels.of(frame);
        DecodedForm now = new DecodedForm(description(), heard);
        if (!now.equals(form)) {
            form = now;
            sink.form(now);
        }
        resampler.convert(frame, heard.number(), sink::samples);
    }

    private long missingBefore() {
        if (!container.isTimed() || frame.nb_samples() <= 0 || frame.sample_rate() <= 0) {
            return 0;
        }
        double seconds = (double) frame.nb_samples() / frame.sample_rate();
        double missing = front
                + clock.missingBefore(container.seconds(frame.best_effort_timestamp(), frame.sample_rate()), seconds);
        front = 0;
        return Math.round(missing * DecoderMain.DECODED.sampleRateHz());
    }

    /** Sound may begin after the pictures beside it. */
    private void lookAtFront() {
        if (!begun && container.isTimed() && container.start().isPresent()) {
            front = FrameClock.missingInFront(container.start().getAsDouble(), container.seconds(packet.pts(), 0));
        }
        begun = true;
    }

    private String description() {
        return String.format(Locale.ROOT, "%s, %d Hz, %s", codecName(), frame.sample_rate(), layout());
    }

    private String layout() {
        AVChannelLayout layout = frame.ch_layout();
        if (layout.nb_channels() <= 2) {
            // Also where nobody has named them.
            return layout.nb_channels() == 1 ? "mono" : "stereo";
        }
        byte[] text = new byte[MOST_LAYOUT_CHARS];
        int length = avutil.av_channel_layout_describe(layout, text, text.length);
        return new String(text, 0, Math.max(0, Math.min(length, text.length) - 1), US_ASCII);
    }

    private String codecName() {
        return avcodec.avcodec_get_name(container.track().codecpar().codec_id()).getString();
    }
}

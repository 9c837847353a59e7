package io.earshot.decoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** Encodes sound into files of any format, for tests, with the libraries that decode it in the program. */
public final class SoundEncoder {
    private static final int UNFRAMED_SAMPLES = 1024;

    private final AVFormatContext container = new AVFormatContext(null);
    private final List<AVCodecContext> codecs = new ArrayList<>();
    private final Path file;
    private final AVPacket packet;

    private SoundEncoder(Path file) {
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
        this.file = file;
        this.packet = avcodec.av_packet_alloc();
        require(avformat.avformat_alloc_output_context2(container, null, null, file.toString()));
    }

    /**
     * Encodes a file; its name tells the container.
     *
     * @param tracks interleaved 16-bit samples of each
     */
    public static Path encode(Path file, String codec, int rateHz, int channels, byte[]... tracks) {
        SoundEncoder encoder = new SoundEncoder(file);
        for (int i = 0; i < tracks.length; i++) {
            encoder.addTrack(codec, rateHz, channels);
        }
        encoder.writeHeader();
        for (int i = 0; i < tracks.length; i++) {
            encoder.writeTrack(i, tracks[i], rateHz, channels);
        }
        encoder.finish();
        return file;
    }

    /** A file with a picture and no sound. */
    public static Path silentVideo(Path file) {
        SoundEncoder encoder = new SoundEncoder(file);
        AVStream stream = avformat.avformat_new_stream(encoder.container, null);
        stream.codecpar()
                .codec_type(avutil.AVMEDIA_TYPE_VIDEO)
                .codec_id(avcodec.AV_CODEC_ID_RAWVIDEO)
                .width(16)
                .height(16)
                .format(avutil.AV_PIX_FMT_RGB24);
        stream.time_base(avutil.av_make_q(1, 10));
        encoder.writeHeader();
        for (int i = 0; i < 5; i++) {
            require(avcodec.av_new_packet(encoder.packet, 16 * 16 * 3));
            encoder.packet.stream_index(0).pts(i).dts(i).duration(1);
            avcodec.av_packet_rescale_ts(encoder.packet, avutil.av_make_q(1, 10), stream.time_base());
            require(avformat.av_interleaved_write_frame(encoder.container, encoder.packet));
        }
        encoder.finish();
        return file;
    }

    @SuppressWarnings("deprecation") // its successor gives a pointer to a pointer, of no known length
    private void addTrack(String name, int rateHz, int channels) {
        AVCodec codec = avcodec.avcodec_find_encoder_by_name(name);
        assertThat(codec).as(name).isNotNull();
        AVCodecContext context = avcodec.avcodec_alloc_context3(codec);
        context.sample_fmt(codec.sample_fmts().get(0));
        context.sample_rate(codec.name().getString().equals("libopus") ? 48_000 : rateHz);
        AVRational timeBase = avutil.av_make_q(1, context.sample_rate());
        context.time_base(timeBase);
        avutil.av_channel_layout_default(context.ch_layout(), channels);
        if ((container.oformat().flags() & avformat.AVFMT_GLOBALHEADER) != 0) {
            context.flags(context.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
        }
        require(avcodec.avcodec_open2(context, codec, (PointerPointer<?>) null));
        AVStream stream = avformat.avformat_new_stream(container, codec);
        require(avcodec.avcodec_parameters_from_context(stream.codecpar(), context));
        stream.time_base(timeBase);
        codecs.add(context);
    }

    private void writeHeader() {
        AVIOContext io = new AVIOContext(null);
        require(avformat.avio_open(io, file.toString(), avformat.AVIO_FLAG_WRITE));
        container.pb(io);
        require(avformat.avformat_write_header(container, (AVDictionary) null));
    }

    private void writeTrack(int track, byte[] pcm, int rateHz, int channels) {
        AVCodecContext codec = codecs.get(track);
        SwrContext converter = new SwrContext(null);
        AVChannelLayout layout = new AVChannelLayout();
        avutil.av_channel_layout_default(layout, channels);
        require(swresample.swr_alloc_set_opts2(
                converter,
                codec.ch_layout(),
                codec.sample_fmt(),
                codec.sample_rate(),
                layout,
                avutil.AV_SAMPLE_FMT_S16,
                rateHz,
                0,
                null));
        require(swresample.swr_init(converter));
        int frameBytes = 2 * channels;
        int frameSamples = codec.frame_size() > 0 ? codec.frame_size() : UNFRAMED_SAMPLES;
        try (BytePointer samples = new BytePointer(pcm);
                PointerPointer<BytePointer> planes = new PointerPointer<>(1)) {
            // All of the input with the first frame: the converter keeps what the frames have not taken.
            int got = writeFrame(
                    codec, track, converter, frameSamples, 0, planes.put(0, samples), pcm.length / frameBytes);
            for (long at = got; got == frameSamples; at += got) {
                got = writeFrame(codec, track, converter, frameSamples, at, null, 0);
            }
        }
        send(codec, track, null);
        swresample.swr_free(converter);
    }

    private int writeFrame(
            AVCodecContext codec,
            int track,
            SwrContext converter,
            int frameSamples,
            long at,
            PointerPointer<BytePointer> in,
            int inSamples) {
        AVFrame frame = avutil.av_frame_alloc();
        frame.nb_samples(frameSamples).format(codec.sample_fmt()).sample_rate(codec.sample_rate());
        avutil.av_channel_layout_copy(frame.ch_layout(), codec.ch_layout());
        require(avutil.av_frame_get_buffer(frame, 0));
        int got = require(swresample.swr_convert(converter, frame.extended_data(), frameSamples, in, inSamples));
        if (got > 0) {
            send(codec, track, frame.nb_samples(got).pts(at));
        }
        avutil.av_frame_free(frame);
        return got;
    }

    private void send(AVCodecContext codec, int track, AVFrame frame) {
        require(avcodec.avcodec_send_frame(codec, frame));
        while (avcodec.avcodec_receive_packet(codec, packet) >= 0) {
            packet.stream_index(track);
            avcodec.av_packet_rescale_ts(
                    packet, codec.time_base(), container.streams(track).time_base());
            require(avformat.av_interleaved_write_frame(container, packet));
        }
    }

    private void finish() {
        require(avformat.av_write_trailer(container));
        codecs.forEach(avcodec::avcodec_free_context);
        avcodec.av_packet_free(packet);
        require(avformat.avio_closep(container.pb()));
        avformat.avformat_free_context(container);
    }

    private static int require(int result) {
        assertThat(result).as(() -> DecodingException.reason(result)).isNotNegative();
        return result;
    }
}

package io.earshot.decoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
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
    private final String target;
    private final Map<String, String> options;
    private final AVPacket packet;
    private double startSeconds;
    private boolean last = true;
    private boolean paced;
    private long began;

    private SoundEncoder(Path file) {
        this(file.toString(), null, Map.of());
    }

    private SoundEncoder(String target, String format, Map<String, String> options) {
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
        this.target = target;
        this.options = options;
        this.packet = avcodec.av_packet_alloc();
        require(avformat.avformat_alloc_output_context2(container, null, format, target));
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

    /**
     * Encodes a track whose time stamps begin later than 0.
     *
     * @param pcm interleaved 16-bit samples
     */
    public static Path encodeFrom(double startSeconds, Path file, String codec, int rateHz, int channels, byte[] pcm) {
        SoundEncoder encoder = new SoundEncoder(file);
        encoder.addTrack(codec, rateHz, channels);
        encoder.startSeconds = startSeconds;
        encoder.writeHeader();
        encoder.writeTrack(0, pcm, rateHz, channels);
        encoder.finish();
        return file;
    }

    /**
     * Encodes one channel in two pieces with a hole between them.
     *
     * @param after 16-bit samples that begin at a time after those before
     */
    public static Path encodeWithHole(
            Path file, String codec, int rateHz, byte[] before, double afterSeconds, byte[] after) {
        SoundEncoder encoder = new SoundEncoder(file);
        encoder.addTrack(codec, rateHz, 1);
        encoder.writeHeader();
        encoder.writePiece(0, before, rateHz, 1, false);
        encoder.startSeconds = afterSeconds;
        encoder.writePiece(0, after, rateHz, 1, true);
        encoder.finish();
        return file;
    }

    /** Encodes one channel under a title. */
    public static Path titled(
            String artist, String title, Path file, String codec, int rateHz, int channels, byte[] pcm) {
        SoundEncoder encoder = new SoundEncoder(file);
        encoder.addTrack(codec, rateHz, channels);
        AVDictionary metadata = new AVDictionary(null);
        avutil.av_dict_set(metadata, "artist", artist, 0);
        avutil.av_dict_set(metadata, "title", title, 0);
        encoder.container.metadata(metadata);
        encoder.writeHeader();
        encoder.writeTrack(0, pcm, rateHz, channels);
        encoder.finish();
        return file;
    }

    /** A picture from time 0 on beside sound that begins later, or at once. */
    public static Path withPicture(double startSeconds, Path file, String codec, int rateHz, int channels, byte[] pcm) {
        SoundEncoder encoder = new SoundEncoder(file.toString(), null, Map.of("movflags", "faststart"));
        encoder.addTrack(codec, rateHz, channels);
        encoder.startSeconds = startSeconds;
        AVStream picture = encoder.addPicture();
        encoder.writeHeader();
        encoder.writePictures(picture, 5);
        encoder.writeTrack(0, pcm, rateHz, channels);
        encoder.finish();
        return file;
    }

    /**
     * Sends one channel of 16-bit samples to an address, as fast as it sounds.
     *
     * @param format FFmpeg's name of a muxer
     * @param options of the muxer and the protocol
     */
    static void broadcast(
            String address, String format, Map<String, String> options, String codec, int rateHz, byte[] pcm) {
        SoundEncoder encoder = new SoundEncoder(address, format, options);
        encoder.addTrack(codec, rateHz, 1);
        encoder.writeHeader();
        encoder.paced = true;
        encoder.began = System.nanoTime();
        encoder.writeTrack(0, pcm, rateHz, 1);
        encoder.finish();
    }

    /** A file with a picture and no sound. */
    public static Path silentVideo(Path file) {
        SoundEncoder encoder = new SoundEncoder(file);
        AVStream picture = encoder.addPicture();
        encoder.writeHeader();
        encoder.writePictures(picture, 5);
        encoder.finish();
        return file;
    }

    private AVStream addPicture() {
        AVStream stream = avformat.avformat_new_stream(container, null);
        stream.codecpar()
                .codec_type(avutil.AVMEDIA_TYPE_VIDEO)
                .codec_id(avcodec.AV_CODEC_ID_RAWVIDEO)
                .width(16)
                .height(16)
                .format(avutil.AV_PIX_FMT_RGB24);
        stream.time_base(avutil.av_make_q(1, 10));
        return stream;
    }

    private void writePictures(AVStream stream, int count) {
        for (int i = 0; i < count; i++) {
            require(avcodec.av_new_packet(packet, 16 * 16 * 3));
            packet.stream_index(stream.index()).pts(i).dts(i).duration(1);
            avcodec.av_packet_rescale_ts(packet, avutil.av_make_q(1, 10), stream.time_base());
            require(avformat.av_interleaved_write_frame(container, packet));
        }
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
        AVDictionary chosen = new AVDictionary(null);
        options.forEach((name, value) -> avutil.av_dict_set(chosen, name, value, 0));
        if ((container.oformat().flags() & avformat.AVFMT_NOFILE) == 0) {
            AVIOContext io = new AVIOContext(null);
            require(avformat.avio_open2(io, target, avformat.AVIO_FLAG_WRITE, null, chosen));
            container.pb(io);
        }
        require(avformat.avformat_write_header(container, chosen));
    }

    private void writeTrack(int track, byte[] pcm, int rateHz, int channels) {
        writePiece(track, pcm, rateHz, channels, true);
    }

    /** @param last whether the track ends with it; else samples that do not fill a frame are dropped */
    private void writePiece(int track, byte[] pcm, int rateHz, int channels, boolean last) {
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
        long start = Math.round(startSeconds * codec.sample_rate());
        int frameBytes = 2 * channels;
        int frameSamples = codec.frame_size() > 0 ? codec.frame_size() : UNFRAMED_SAMPLES;
        try (BytePointer samples = new BytePointer(pcm);
                PointerPointer<BytePointer> planes = new PointerPointer<>(1)) {
            // All of the input with the first frame: the converter keeps what the frames have not taken.
            this.last = last;
            int got = writeFrame(
                    codec, track, converter, frameSamples, start, planes.put(0, samples), pcm.length / frameBytes);
            for (long at = start + got; got == frameSamples; at += got) {
                got = writeFrame(codec, track, converter, frameSamples, at, null, 0);
            }
        }
        if (last) {
            send(codec, track, null);
        }
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
        if (got > 0 && (last || got == frameSamples)) {
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
            awaitTime();
            require(avformat.av_interleaved_write_frame(container, packet));
        }
    }

    /** Until the packet is due, if it is sent as it sounds. */
    private void awaitTime() {
        AVRational unit = container.streams(packet.stream_index()).time_base();
        long due = began + avutil.av_rescale(packet.pts(), 1_000_000_000L * unit.num(), unit.den());
        while (paced && System.nanoTime() < due) {
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    private void finish() {
        require(avformat.av_write_trailer(container));
        codecs.forEach(avcodec::avcodec_free_context);
        avcodec.av_packet_free(packet);
        if ((container.oformat().flags() & avformat.AVFMT_NOFILE) == 0) {
            require(avformat.avio_closep(container.pb()));
        }
        avformat.avformat_free_context(container);
    }

    private static int require(int result) {
        assertThat(result).as(() -> DecodingException.reason(result)).isNotNegative();
        return result;
    }
}

package io.earshot.decoder.ffmpeg;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.PointerPointer;

/** One audio track of a container, decoded from start to end. Used by one thread. */
final class AudioInput implements AutoCloseable {
    /** FFmpeg reads through callbacks; it may open nothing by itself, whatever a container refers to. */
    private static final String PROTOCOLS = "none";

    /** ISO 639-2's code for a language that nobody named. */
    private static final String UNKNOWN_LANGUAGE = "und";

    private static final String UNDECODABLE = "not audio that can be decoded";
    private static final int MOST_DESCRIPTION_CHARS = 100;

    private final InputCallbacks.Opened io;
    private final AVPacket packet = avcodec.av_packet_alloc();
    private final AVFrame frame = avutil.av_frame_alloc();
    private final MonoResampler resampler = new MonoResampler();
    private final List<AVStream> tracks = new ArrayList<>();
    private AVFormatContext container;
    private AVStream track;
    private AVCodecContext codec;

    private AudioInput(InputCallbacks.Opened io) {
        this.io = io;
    }

    /**
     * Opens a track.
     *
     * @param bytes left open; to be closed after this
     * @param name may help to find out the container; nothing of that name is opened
     * @param trackNumber of the audio tracks, from 1
     * @throws DecodingException if there is no such track that can be decoded
     */
    static AudioInput open(ReadableByteChannel bytes, String name, int trackNumber) throws DecodingException {
        AudioInput input = new AudioInput(InputCallbacks.open(bytes));
        try {
            input.openContainer(name);
            input.chooseTrack(trackNumber);
            input.openCodec();
            return input;
        } catch (DecodingException | RuntimeException e) {
            input.close();
            throw e;
        }
    }

    /** All audio tracks, a line each, for example {@code "eng, aac, 2 channels"}. */
    String tracks() {
        return tracks.stream()
                .map(AudioInput::describe)
                .map(text -> text.substring(0, Math.min(text.length(), MOST_DESCRIPTION_CHARS)))
                .collect(Collectors.joining("\n"));
    }

    /** Samples of the result that the container promises, unless FFmpeg only estimates their number. */
    Optional<Long> promisedSamples() {
        boolean estimated = container.duration_estimation_method() != avformat.AVFMT_DURATION_FROM_STREAM;
        if (estimated || track.duration() == avutil.AV_NOPTS_VALUE || track.duration() <= 0) {
            return Optional.empty();
        }
        return Optional.of(avutil.av_rescale(
                track.duration(),
                (long) track.time_base().num() * DecoderMain.DECODED.sampleRateHz(),
                track.time_base().den()));
    }

    /**
     * Decodes a packet; skips damaged ones.
     *
     * @return whether there may be more
     * @throws DecodingException if the container breaks off; the sink has what was decoded before
     */
    boolean decodeNext(MonoResampler.Sink sink) throws DecodingException, IOException {
        int result = avformat.av_read_frame(container, packet);
        if (result < 0) {
            drain(sink);
            if (result != avutil.AVERROR_EOF) {
                throw new DecodingException(DecodingException.reason(result));
            }
            return false;
        }
        try {
            if (packet.stream_index() == track.index()) {
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
        if (container != null) {
            avformat.avformat_close_input(container);
        }
        avutil.av_frame_free(frame);
        avcodec.av_packet_free(packet);
        InputCallbacks.free(io);
    }

    private void openContainer(String name) throws DecodingException {
        AVFormatContext opening = avformat.avformat_alloc_context();
        opening.pb(io.context());
        AVDictionary options = new AVDictionary(null);
        avutil.av_dict_set(options, "format_whitelist", DecoderMain.CONTAINERS, 0);
        avutil.av_dict_set(options, "protocol_whitelist", PROTOCOLS, 0);
        // If it fails it frees what is being opened.
        int result = avformat.avformat_open_input(opening, name, null, options);
        avutil.av_dict_free(options);
        DecodingException.require(result, UNDECODABLE);
        container = opening;
        DecodingException.require(avformat.avformat_find_stream_info(container, (PointerPointer<?>) null), UNDECODABLE);
    }

    private void chooseTrack(int number) throws DecodingException {
        for (int i = 0; i < container.nb_streams(); i++) {
            AVStream stream = container.streams(i);
            if (stream.codecpar().codec_type() == avutil.AVMEDIA_TYPE_AUDIO) {
                tracks.add(stream);
            }
            stream.discard(avcodec.AVDISCARD_ALL);
        }
        if (tracks.isEmpty()) {
            throw new DecodingException(UNDECODABLE + " (it holds no sound)");
        }
        if (number > tracks.size()) {
            throw new DecodingException("has no audio track " + number + ", only " + tracks.size());
        }
        track = tracks.get(number - 1);
        track.discard(avcodec.AVDISCARD_DEFAULT);
    }

    private void openCodec() throws DecodingException {
        AVCodecParameters parameters = track.codecpar();
        AVCodec decoder = avcodec.avcodec_find_decoder(parameters.codec_id());
        if (decoder == null) {
            throw new DecodingException(UNDECODABLE + " (no decoder for " + codecName(track) + ")");
        }
        codec = avcodec.avcodec_alloc_context3(decoder);
        DecodingException.require(avcodec.avcodec_parameters_to_context(codec, parameters), UNDECODABLE);
        codec.pkt_timebase(track.time_base());
        codec.thread_count(1);
        DecodingException.require(avcodec.avcodec_open2(codec, decoder, (PointerPointer<?>) null), UNDECODABLE);
    }

    private void decode(AVPacket coded, MonoResampler.Sink sink) throws DecodingException, IOException {
        // What a damaged packet loses shows in the length: the container's promise is compared with what came out.
        if (avcodec.avcodec_send_packet(codec, coded) >= 0) {
            while (avcodec.avcodec_receive_frame(codec, frame) >= 0) {
                resampler.convert(frame, sink);
                avutil.av_frame_unref(frame);
            }
        }
    }

    private void drain(MonoResampler.Sink sink) throws DecodingException, IOException {
        decode(null, sink);
        resampler.drain(sink);
    }

    private static String describe(AVStream stream) {
        AVDictionaryEntry language = avutil.av_dict_get(stream.metadata(), "language", null, 0);
        String tag =
                language == null ? UNKNOWN_LANGUAGE : printable(language.value().getString());
        String prefix = tag.equals(UNKNOWN_LANGUAGE) ? "" : tag + ", ";
        int channels = stream.codecpar().ch_layout().nb_channels();
        return String.format(
                Locale.ROOT, "%s%s, %d channel%s", prefix, codecName(stream), channels, channels == 1 ? "" : "s");
    }

    private static String codecName(AVStream stream) {
        return avcodec.avcodec_get_name(stream.codecpar().codec_id()).getString();
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}

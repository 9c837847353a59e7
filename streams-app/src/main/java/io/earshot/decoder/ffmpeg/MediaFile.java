package io.earshot.decoder.ffmpeg;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/** A file of one channel of sound that is being encoded. The same samples give the same bytes. */
final class MediaFile implements AutoCloseable {
    private static final int OPUS_RATE_HZ = 48_000;
    /** Speech and music without a difference that an event's listener would mind. */
    private static final int OPUS_BITS_PER_SECOND = 64_000;

    private final EncodeRequest request;
    private final int rateHz;
    private final AVFormatContext container = new AVFormatContext(null);
    private final AVPacket packet = avcodec.av_packet_alloc();
    private final byte[] block;
    private final EncoderInput input;
    private AVCodecContext encoder;
    private AVStream stream;
    private AVFrame frame;
    private int filled;
    private long samples;

    private MediaFile(EncodeRequest request) throws DecodingException {
        this.request = request;
        boolean isOpus = request.codec() == EncodeRequest.Codec.OPUS;
        this.rateHz = isOpus ? OPUS_RATE_HZ : request.rateHz();
        try {
            openEncoder(isOpus || request.sampleBytes() == 2 ? avutil.AV_SAMPLE_FMT_S16 : avutil.AV_SAMPLE_FMT_S32);
            openContainer();
            frame = newFrame();
            block = new byte[encoder.frame_size() * sampleBytes()];
            input = new EncoderInput(request, rateHz, encoder.sample_fmt());
        } catch (DecodingException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** @throws DecodingException if it cannot be written */
    static MediaFile create(EncodeRequest request) throws DecodingException {
        return new MediaFile(request);
    }

    /** Encodes samples of the request's form; consumed. */
    void write(ByteBuffer pcm) throws DecodingException {
        take(input.convert(pcm));
    }

    /** Encodes what is left, and completes the head. */
    void finish() throws DecodingException {
        take(input.drain());
        if (filled > 0) {
            encodeBlock();
        }
        encode(null);
        DecodingException.require(avformat.av_write_trailer(container), "the file cannot be completed");
    }

    @Override
    public void close() {
        if (input != null) {
            input.close();
        }
        avcodec.av_packet_free(packet);
        if (frame != null) {
            avutil.av_frame_free(frame);
        }
        if (encoder != null) {
            avcodec.avcodec_free_context(encoder);
        }
        if (!container.isNull()) {
            if (container.pb() != null) {
                avformat.avio_closep(container.pb());
            }
            avformat.avformat_free_context(container);
        }
    }

    private void openEncoder(int sampleFormat) throws DecodingException {
        AVCodec codec = avcodec.avcodec_find_encoder_by_name(request.codec().encoder());
        if (codec == null) {
            throw new DecodingException("there is no encoder " + request.codec().encoder());
        }
        encoder = avcodec.avcodec_alloc_context3(codec);
        encoder.sample_rate(rateHz);
        encoder.sample_fmt(sampleFormat);
        encoder.time_base(rate(1, rateHz));
        avutil.av_channel_layout_default(encoder.ch_layout(), 1);
        encoder.flags(encoder.flags() | avcodec.AV_CODEC_FLAG_BITEXACT | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
        if (request.codec() == EncodeRequest.Codec.OPUS) {
            encoder.bit_rate(OPUS_BITS_PER_SECOND);
        } else {
            encoder.bits_per_raw_sample(8 * request.sampleBytes());
        }
        DecodingException.require(avcodec.avcodec_open2(encoder, codec, (AVDictionary) null), "cannot be encoded");
    }

    private void openContainer() throws DecodingException {
        DecodingException.require(
                avformat.avformat_alloc_output_context2(
                        container, null, request.codec().container(), request.file()),
                "there is no such container");
        container.flags(container.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
        stream = avformat.avformat_new_stream(container, null);
        stream.time_base(rate(1, rateHz));
        DecodingException.require(
                avcodec.avcodec_parameters_from_context(stream.codecpar(), encoder), "cannot be written");
        AVIOContext file = new AVIOContext(null);
        DecodingException.require(
                avformat.avio_open(file, request.file(), avformat.AVIO_FLAG_WRITE), "the file cannot be written");
        container.pb(file);
        DecodingException.require(
                avformat.avformat_write_header(container, (AVDictionary) null), "the file cannot be begun");
    }

    private AVFrame newFrame() throws DecodingException {
        AVFrame made = avutil.av_frame_alloc();
        made.nb_samples(encoder.frame_size());
        made.format(encoder.sample_fmt());
        made.sample_rate(rateHz);
        avutil.av_channel_layout_default(made.ch_layout(), 1);
        DecodingException.require(avutil.av_frame_get_buffer(made, 0), "no memory for samples");
        return made;
    }

    private int sampleBytes() {
        return avutil.av_get_bytes_per_sample(encoder.sample_fmt());
    }

    private void take(ByteBuffer converted) throws DecodingException {
        while (converted.hasRemaining()) {
            int bytes = Math.min(block.length - filled, converted.remaining());
            converted.get(block, filled, bytes);
            filled += bytes;
            if (filled == block.length) {
                encodeBlock();
            }
        }
    }

    private void encodeBlock() throws DecodingException {
        DecodingException.require(avutil.av_frame_make_writable(frame), "no memory for samples");
        int count = filled / sampleBytes();
        frame.data(0).put(block, 0, filled);
        frame.nb_samples(count);
        frame.pts(samples);
        samples += count;
        filled = 0;
        encode(frame);
    }

    /** @param sound null at the end */
    private void encode(AVFrame sound) throws DecodingException {
        DecodingException.require(avcodec.avcodec_send_frame(encoder, sound), "cannot be encoded");
        while (avcodec.avcodec_receive_packet(encoder, packet) >= 0) {
            packet.stream_index(0);
            try (AVRational from = rate(1, rateHz)) {
                avcodec.av_packet_rescale_ts(packet, from, stream.time_base());
            }
            DecodingException.require(
                    avformat.av_interleaved_write_frame(container, packet), "the file cannot be written");
        }
    }

    private static AVRational rate(int numerator, int denominator) {
        return new AVRational().num(numerator).den(denominator);
    }
}

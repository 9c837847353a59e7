package io.earshot.decoder.ffmpeg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** Converts the samples of a request to those of an encoder; without resampling where the rates are the same. */
final class EncoderInput implements AutoCloseable {
    private final int sampleBytes;
    private final int outFormat;
    private final int inRateHz;
    private final int outRateHz;
    private final SwrContext context = new SwrContext(null);

    EncoderInput(EncodeRequest request, int outRateHz, int outFormat) throws DecodingException {
        this.sampleBytes = request.sampleBytes();
        this.outFormat = outFormat;
        this.inRateHz = request.rateHz();
        this.outRateHz = outRateHz;
        try (AVChannelLayout mono = new AVChannelLayout()) {
            avutil.av_channel_layout_default(mono, 1);
            DecodingException.require(
                    swresample.swr_alloc_set_opts2(
                            context, mono, outFormat, outRateHz, mono, avutil.AV_SAMPLE_FMT_S32, inRateHz, 0, null),
                    "cannot be resampled");
        }
        DecodingException.require(swresample.swr_init(context), "cannot be resampled");
    }

    /** @param pcm whole samples; consumed */
    ByteBuffer convert(ByteBuffer pcm) throws DecodingException {
        int samples = pcm.remaining() / sampleBytes;
        pcm.order(ByteOrder.LITTLE_ENDIAN);
        if (inRateHz == outRateHz && sampleBytes == 2 && outFormat == avutil.AV_SAMPLE_FMT_S16) {
            return shorts(pcm, samples);
        }
        ByteBuffer wide = wide(pcm, samples);
        if (inRateHz == outRateHz && outFormat == avutil.AV_SAMPLE_FMT_S32) {
            return wide;
        }
        try (BytePointer in = new BytePointer(wide)) {
            return resampled(in, samples);
        }
    }

    /** What the resampler still holds. */
    ByteBuffer drain() throws DecodingException {
        return inRateHz == outRateHz ? ByteBuffer.allocate(0) : resampled(null, 0);
    }

    @Override
    public void close() {
        swresample.swr_free(context);
    }

    private static ByteBuffer shorts(ByteBuffer pcm, int samples) {
        ByteBuffer same = ByteBuffer.allocate(samples * Short.BYTES).order(ByteOrder.nativeOrder());
        for (int i = 0; i < samples; i++) {
            same.putShort(pcm.getShort());
        }
        return same.flip();
    }

    /** Of 32 bits each, the sample in the upper ones. */
    private ByteBuffer wide(ByteBuffer pcm, int samples) {
        ByteBuffer wide = ByteBuffer.allocateDirect(samples * Integer.BYTES).order(ByteOrder.nativeOrder());
        for (int i = 0; i < samples; i++) {
            int low = sampleBytes == 2 ? 0 : pcm.get() & 0xff;
            wide.putInt((pcm.getShort() << 16) | (low << 8));
        }
        return wide.flip();
    }

    private ByteBuffer resampled(BytePointer in, int samples) throws DecodingException {
        int room = Math.max(1, swresample.swr_get_out_samples(context, samples));
        int bytes = avutil.av_get_bytes_per_sample(outFormat);
        try (BytePointer out = new BytePointer((long) room * bytes);
                PointerPointer<BytePointer> to = new PointerPointer<>(1);
                PointerPointer<BytePointer> from = new PointerPointer<>(1)) {
            to.put(0, out);
            int made = DecodingException.require(
                    swresample.swr_convert(context, to, room, in == null ? null : from.put(0, in), samples),
                    "cannot be resampled");
            byte[] copy = new byte[made * bytes];
            out.get(copy);
            return ByteBuffer.wrap(copy);
        }
    }
}

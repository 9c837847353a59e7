package io.earshot.decoder.ffmpeg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/** Energies of decoded stereo: sums of squares over a frame, full scale is 1. */
final class FrameEnergy {
    private static final int CHANNELS = 2;

    private final double[] channels = new double[CHANNELS];
    private double mix;

    /** @param frame two channels of any sample format */
    FrameEnergy(AVFrame frame) {
        int format = avutil.av_get_packed_sample_fmt(frame.format());
        boolean planar = format != frame.format();
        int bytes = avutil.av_get_bytes_per_sample(format);
        int step = planar ? bytes : CHANNELS * bytes;
        ByteBuffer left = plane(frame, 0, frame.nb_samples() * step);
        ByteBuffer right = planar ? plane(frame, 1, frame.nb_samples() * step) : left;
        int shift = planar ? 0 : bytes;
        for (int i = 0; i < frame.nb_samples(); i++) {
            add(sample(left, i * step, format), sample(right, i * step + shift, format));
        }
    }

    /** Of the mean of both channels. */
    double mix() {
        return mix;
    }

    /** Of each channel. */
    double[] channels() {
        return channels.clone();
    }

    private void add(double left, double right) {
        channels[0] += left * left;
        channels[1] += right * right;
        mix += (left + right) * (left + right) / 4;
    }

    private static ByteBuffer plane(AVFrame frame, int number, int bytes) {
        return frame.extended_data(number).capacity(bytes).asByteBuffer().order(ByteOrder.nativeOrder());
    }

    /** 0 for formats that no decoder of sound gives. */
    private static double sample(ByteBuffer plane, int at, int format) {
        return switch (format) {
            case avutil.AV_SAMPLE_FMT_U8 -> ((plane.get(at) & 0xff) - 128) * 0x1p-7;
            case avutil.AV_SAMPLE_FMT_S16 -> plane.getShort(at) * 0x1p-15;
            case avutil.AV_SAMPLE_FMT_S32 -> plane.getInt(at) * 0x1p-31;
            case avutil.AV_SAMPLE_FMT_S64 -> plane.getLong(at) * 0x1p-63;
            case avutil.AV_SAMPLE_FMT_FLT -> plane.getFloat(at);
            case avutil.AV_SAMPLE_FMT_DBL -> plane.getDouble(at);
            default -> 0;
        };
    }
}

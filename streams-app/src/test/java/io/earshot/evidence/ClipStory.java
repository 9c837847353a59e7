package io.earshot.evidence;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** A source whose sample number {@code n} has the value {@code n % 30000}: each sample says where it belongs. */
public final class ClipStory {
    public static final String SOURCE = "studio-1";
    public static final long EPOCH = 7;
    public static final long START = 1_700_000_000_123_456L;
    public static final int RATE = 44_100;
    public static final PcmFormat FORMAT = new PcmFormat(RATE, 1, SampleEncoding.S16);

    private static final int PERIOD = 30_000;

    private ClipStory() {}

    public static int valueAt(long sample) {
        return (int) (sample % PERIOD);
    }

    public static AudioChunk chunk(long first, int samples) {
        return chunk(EPOCH, first, samples);
    }

    public static AudioChunk chunk(long epoch, long first, int samples) {
        ByteBuffer pcm = ByteBuffer.allocate(2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < samples; i++) {
            pcm.putShort((short) valueAt(first + i));
        }
        return AudioChunk.audio(SOURCE, epoch, first, START, FORMAT, pcm.array());
    }

    /** Chunks of odd sizes. */
    public static List<AudioChunk> chunks(long first, long end) {
        List<AudioChunk> chunks = new ArrayList<>();
        int[] sizes = {1_021, 4_410, 13, 20_001, 1};
        for (long at = first; at < end; ) {
            int size = (int) Math.min(end - at, sizes[chunks.size() % sizes.length]);
            chunks.add(chunk(at, size));
            at += size;
        }
        return chunks;
    }

    /** @param from seconds since the epoch's start */
    public static ClipSpan span(double from, double to) {
        return new ClipSpan(SOURCE, EPOCH, START + Math.round(from * 1e6), START + Math.round(to * 1e6), false);
    }

    public static Clip clip(ClipSpan span, List<AudioChunk> chunks) {
        ClipCutter cutter = new ClipCutter(span);
        chunks.forEach(cutter::take);
        return cutter.clip(false).orElseThrow();
    }

    public static short sample(Clip clip, int index) {
        return ByteBuffer.wrap(clip.pcm()).order(ByteOrder.LITTLE_ENDIAN).getShort(2 * index);
    }
}

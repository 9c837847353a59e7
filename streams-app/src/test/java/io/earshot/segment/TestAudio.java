package io.earshot.segment;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.PcmBytes;
import io.earshot.audio.PcmFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes PCM and chunks of it, for tests. */
final class TestAudio {
    private TestAudio() {}

    static byte[] noise(Random random, PcmFormat format, int samples) {
        double[] values = new double[samples * format.channels()];
        Arrays.setAll(values, i -> random.nextDouble() * 1.9 - 0.95);
        return PcmBytes.of(format.encoding(), values);
    }

    /** Sample i has the value (i + 1) / 2^23: it tells its own position. */
    static byte[] ramp(PcmFormat format, int firstSample, int samples) {
        double[] values = new double[samples * format.channels()];
        Arrays.setAll(values, i -> (firstSample + i / format.channels() + 1) * 0x1p-23);
        return PcmBytes.of(format.encoding(), values);
    }

    /** Epoch 1 in chunks of some samples, without its end. */
    static List<AudioChunk> chunks(String sourceId, PcmFormat format, byte[] pcm, int samplesOfChunk) {
        List<AudioChunk> chunks = new ArrayList<>();
        int step = samplesOfChunk * format.frameBytes();
        for (int at = 0; at < pcm.length; at += step) {
            byte[] payload = Arrays.copyOfRange(pcm, at, Math.min(pcm.length, at + step));
            chunks.add(AudioChunk.audio(sourceId, 1, at / format.frameBytes(), 0, format, payload));
        }
        return chunks;
    }
}

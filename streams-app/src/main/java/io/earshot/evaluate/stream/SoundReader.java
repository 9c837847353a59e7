package io.earshot.evaluate.stream;

import io.earshot.audio.InvalidAudioException;
import io.earshot.audio.PcmDecoder;
import io.earshot.audio.PcmStream;
import io.earshot.dsp.Resampler;
import io.earshot.dsp.Resamplers;
import io.earshot.evaluate.Excerpt;
import io.earshot.evaluate.LabelledClip;
import io.earshot.evaluate.stream.Foreground.Sound;
import io.earshot.ingest.AudioFiles;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Reads clips of any format as mono samples at one rate. Safe for several threads. */
final class SoundReader {
    private static final int FRAMES_AT_ONCE = 16 * 1024;

    /** Longest stretch of a clip in which a sound is looked for. */
    private static final double MOST_SECONDS_OF_SOUND = 60;

    private final AudioFiles files;
    private final Resamplers resamplers;
    private final SoundTrimmer trimmer;

    SoundReader(AudioFiles files, int rateHz) {
        this.files = files;
        this.resamplers = new Resamplers(rateHz);
        this.trimmer = new SoundTrimmer(rateHz);
    }

    /**
     * The sound of a clip, without the silence around it.
     *
     * @throws InvalidAudioException if there is none, or the clip cannot be decoded or breaks off; the message names the file
     */
    Sound sound(LabelledClip clip) throws IOException {
        float[] samples = trimmer.trim(read(clip, MOST_SECONDS_OF_SOUND));
        if (samples.length == 0) {
            throw new InvalidAudioException(clip.file() + ": has no sound of at least 0.05 s");
        }
        return new Sound(clip.name(), clip.texts(), samples);
    }

    /**
     * The beginning of a clip.
     *
     * @param mostSeconds of it that are read
     * @throws InvalidAudioException if it cannot be decoded or breaks off; the message names the file
     */
    float[] read(LabelledClip clip, double mostSeconds) throws IOException {
        LabelledClip beginning = clip.stretch(clip.startSeconds(), Math.min(clip.lengthSeconds(), mostSeconds));
        try (PcmStream pcm = Excerpt.of(files.open(clip.file()), beginning)) {
            float[] samples = decode(pcm, clip);
            Optional<String> missing = pcm.shortfall();
            if (missing.isPresent()) {
                throw new InvalidAudioException(clip.file() + ": " + missing.get());
            }
            Resampler resampler = resamplers.from(pcm.format().sampleRateHz());
            float[] resampled = new float[(int) resampler.outputsBefore(samples.length)];
            resampler.resample(samples, samples.length, 0, 0, resampled);
            return resampled;
        }
    }

    private static float[] decode(PcmDecoder decoder, byte[] pcm, LabelledClip clip) {
        try {
            return decoder.decode(pcm);
        } catch (InvalidAudioException e) {
            throw new InvalidAudioException(clip.file() + ": " + e.getMessage(), e);
        }
    }

    private static float[] decode(PcmStream pcm, LabelledClip clip) throws IOException {
        PcmDecoder decoder = new PcmDecoder(pcm.format());
        byte[] buffer = new byte[FRAMES_AT_ONCE * pcm.format().frameBytes()];
        float[] samples = new float[FRAMES_AT_ONCE];
        int length = 0;
        for (int got = pcm.read(buffer); got != -1; got = pcm.read(buffer)) {
            float[] mono = decode(decoder, Arrays.copyOf(buffer, got), clip);
            if (length + mono.length > samples.length) {
                samples = Arrays.copyOf(samples, 2 * samples.length);
            }
            System.arraycopy(mono, 0, samples, length, mono.length);
            length += mono.length;
        }
        return Arrays.copyOf(samples, length);
    }
}

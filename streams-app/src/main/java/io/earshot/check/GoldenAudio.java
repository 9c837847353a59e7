package io.earshot.check;

import io.earshot.audio.InvalidAudioException;
import io.earshot.audio.PcmDecoder;
import io.earshot.audio.WavFile;
import io.earshot.feature.LogMel;
import io.earshot.feature.LogMelExtractor;
import io.earshot.model.InvalidModelException;
import io.earshot.model.ModelBundle;
import io.earshot.segment.HopGrid;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** Runs the golden audio of a bundle through the front end, on a grid that begins with the audio. */
final class GoldenAudio {
    private static final String FILE = "golden/audio.wav";

    private final ModelBundle bundle;
    private final HopGrid grid;
    private final float[] samples;

    /** @throws InvalidModelException if the audio is missing, cannot be read, or is not at the model's rate */
    GoldenAudio(ModelBundle bundle) {
        this.bundle = bundle;
        this.grid = bundle.grid();
        this.samples = read(bundle.path(FILE));
    }

    /** Log-mel {@code [hops * hopFrames x mels]} of the new frames of the first hops; silence where the audio has ended. */
    float[] logMel(int hops) {
        LogMelExtractor extractor = new LogMelExtractor(bundle.frontEnd(), grid.windowFrames());
        int mels = bundle.frontEnd().mels();
        float[] all = new float[hops * grid.hopFrames() * mels];
        for (int hop = 0; hop < hops; hop++) {
            LogMel window = extractor.extract(window(hop));
            for (int frame = 0; frame < grid.hopFrames(); frame++) {
                int row = (hop * grid.hopFrames() + frame) * mels;
                for (int mel = 0; mel < mels; mel++) {
                    all[row + mel] = window.values()[mel * window.frames() + grid.overlapFrames() + frame];
                }
            }
        }
        return all;
    }

    private float[] window(int hop) {
        float[] window = new float[grid.windowSamples()];
        int first = hop * grid.hopSamples() - grid.overlapFrames() * grid.frameHopSamples() - grid.fftSize() / 2;
        int from = Math.max(0, -first);
        int to = Math.min(window.length, samples.length - first);
        if (to > from) {
            System.arraycopy(samples, first + from, window, from, to - from);
        }
        return window;
    }

    private float[] read(Path file) {
        try (WavFile wav = WavFile.open(file)) {
            int rateHz = wav.format().sampleRateHz();
            if (rateHz != grid.sampleRateHz()) {
                throw new InvalidModelException(
                        file.toString(), "the sample rate", grid.sampleRateHz() + " Hz", rateHz + " Hz");
            }
            byte[] pcm = allOf(wav);
            wav.shortfall().ifPresent(missing -> {
                throw new InvalidAudioException(file + ": " + missing);
            });
            return new PcmDecoder(wav.format()).decode(pcm);
        } catch (InvalidAudioException | IOException e) {
            throw new InvalidModelException(
                    file.toString(), "the audio", "a WAVE file", String.valueOf(e.getMessage()), e);
        }
    }

    private static byte[] allOf(WavFile wav) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        for (int read = wav.read(buffer); read >= 0; read = wav.read(buffer)) {
            all.write(buffer, 0, read);
        }
        return all.toByteArray();
    }
}

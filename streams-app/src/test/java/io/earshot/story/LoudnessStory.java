package io.earshot.story;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import io.earshot.calibration.ConfidenceCurve;
import io.earshot.calibration.LiveCalibrations;
import io.earshot.calibration.OperatingPoints;
import io.earshot.encoder.FakeAudioEncoder;
import io.earshot.match.ExhaustiveMatcher;
import io.earshot.match.ScoreExplainer;
import io.earshot.query.BackgroundFit;
import io.earshot.query.DecisionRules;
import io.earshot.query.QueryVersion;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import io.earshot.tagger.TaggerStages;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Audio whose loudness tells a story, and the stages and the query that understand it. */
public final class LoudnessStory {
    public static final PcmFormat FORMAT = new PcmFormat(16_000, 1, SampleEncoding.S16);
    public static final long EPOCH = 1_700_000_000_000_000L;

    /** Confidence is a steep function of loudness: noise at half scale is certain, silence is impossible. */
    public static final ConfidenceCurve CURVE = new ConfidenceCurve(0, 20, -6);

    public static final TaggerStages STAGES = stages(new LiveCalibrations());

    private LoudnessStory() {}

    /** Stages that open where published calibrations say. */
    public static TaggerStages stages(LiveCalibrations calibrations) {
        return new TaggerStages(
                FakeAudioEncoder.GRID,
                FakeAudioEncoder.FRONT_END,
                new FakeAudioEncoder(),
                new ExhaustiveMatcher(FakeAudioEncoder.SPACE, FakeAudioEncoder.WEIGHTS, ExhaustiveMatcher.NO_FLOOR),
                new OperatingPoints(CURVE, calibrations),
                new ScoreExplainer(FakeAudioEncoder.SPACE, FakeAudioEncoder.WEIGHTS, List.of()));
    }

    /** A query for loud sound. */
    public static RegisteredQuery loud(String id) {
        return registered(new StandingQuery(id, "something loud", List.of(), DecisionRules.DEFAULT));
    }

    /** A query made ready to be matched as one for loud sound. */
    public static RegisteredQuery registered(StandingQuery query) {
        return new RegisteredQuery(query, QueryVersion.of(query), FakeAudioEncoder.LOUD, new BackgroundFit(0, 1));
    }

    /**
     * Noise whose amplitude changes every second.
     *
     * @param amplitudes of each second, 0 to 1
     * @return mono s16 at {@link #FORMAT}'s rate
     */
    public static byte[] seconds(double... amplitudes) {
        Random random = new Random(11);
        byte[] pcm = new byte[amplitudes.length * FORMAT.sampleRateHz() * 2];
        for (int i = 0; i < pcm.length / 2; i++) {
            double amplitude = amplitudes[i / FORMAT.sampleRateHz()];
            short sample = (short) (amplitude * 32_000 * (2 * random.nextDouble() - 1));
            pcm[2 * i] = (byte) sample;
            pcm[2 * i + 1] = (byte) (sample >> 8);
        }
        return pcm;
    }

    /** The audio as chunks of so many samples (the last may be shorter), and the END. */
    public static List<AudioChunk> chunks(String sourceId, byte[] pcm, int samples) {
        List<AudioChunk> chunks = new ArrayList<>();
        for (int from = 0; from < pcm.length; from += 2 * samples) {
            byte[] payload = java.util.Arrays.copyOfRange(pcm, from, Math.min(pcm.length, from + 2 * samples));
            chunks.add(AudioChunk.audio(sourceId, EPOCH, from / 2, EPOCH, FORMAT, payload));
        }
        chunks.add(AudioChunk.end(sourceId, EPOCH, pcm.length / 2, EPOCH, FORMAT));
        return chunks;
    }
}

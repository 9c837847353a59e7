package io.earshot.evaluate.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.earshot.dsp.Decibels;
import io.earshot.evaluate.stream.Foreground.Sound;
import io.earshot.evaluate.stream.StreamPlan.Planting;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlantedStreamTest {
    private static final int RATE = 8_000;
    private static final int LENGTH = 10 * RATE;

    @Test
    void shouldPlantAtTheRatioAsked() {
        BackgroundTrack track = track(LENGTH, LENGTH);
        Planting planting = planting(noise(2 * RATE, .3, 2), 3 * RATE);
        for (int snrDb : new int[] {20, 10, 0, -5}) {
            float[] mix = decoded(stream(track, snrDb, planting), 4_096);
            float[] plain = decoded(stream(track, snrDb), 4_096);
            double scale = Math.pow(10, stream(track, snrDb, planting).gainDb() / 20);
            double sound = 0;
            double background = 0;
            for (int i = planting.startSample(); i < planting.endSample(); i++) {
                sound += Math.pow(mix[i] / scale - plain[i], 2);
                background += plain[i] * plain[i];
            }
            assertThat(10 * Math.log10(sound / background)).isEqualTo(snrDb, within(.05));
            assertThat(mix[planting.startSample() - 1])
                    .isEqualTo((float) (plain[planting.startSample() - 1] * scale), within(1e-4f));
        }
    }

    @Test
    void shouldCountAPauseOfTheBackgroundAsTwentyDecibelsBelowItsLevel() {
        BackgroundTrack silent = new BackgroundTrack(LENGTH, RATE);
        float[] piece = new float[LENGTH];
        System.arraycopy(noise(RATE, .3, 1), 0, piece, 0, RATE);
        silent.append(piece);
        Planting planting = planting(noise(RATE, .3, 2), 5 * RATE);
        float[] mix = decoded(stream(silent, 10, planting), 4_096);
        double power = Decibels.meanSquare(mix, planting.startSample(), planting.endSample());
        assertThat(10 * Math.log10(power)).isEqualTo(BackgroundTrack.LEVEL_DBFS - 20 + 10, within(.1));
    }

    @Test
    void shouldTurnTheMixDownWhereItWouldClip() {
        Planting spiky = planting(spike(), 3 * RATE);
        PlantedStream stream = stream(track(LENGTH, LENGTH), 40, spiky);
        assertThat(stream.gainDb()).isNegative();
        float[] mix = decoded(stream, 4_096);
        float most = 0;
        for (float sample : mix) {
            most = Math.max(most, Math.abs(sample));
        }
        assertThat(most).isEqualTo(.99f, within(.001f));
        assertThat(stream(track(LENGTH, LENGTH), 0).gainDb()).isZero();
    }

    @Test
    void shouldReadAlikeInPiecesOfAnySize() {
        Planting first = planting(noise(RATE, .3, 2), RATE);
        Planting second = planting(noise(RATE, .3, 3), 4 * RATE + 1);
        float[] whole = decoded(stream(track(LENGTH, LENGTH), 10, first, second), 2 * LENGTH);
        for (int bytes : new int[] {2, 14, 5_000, 2 * LENGTH + 2}) {
            assertThat(decoded(stream(track(LENGTH, LENGTH), 10, first, second), bytes))
                    .isEqualTo(whole);
        }
        assertThat(whole).hasSize(LENGTH);
    }

    private static PlantedStream stream(BackgroundTrack track, int snrDb, Planting... plantings) {
        return new PlantedStream(track, List.of(plantings), snrDb, RATE);
    }

    private static BackgroundTrack track(int samples, int piece) {
        BackgroundTrack track = new BackgroundTrack(samples, RATE);
        track.append(noise(piece, .3, 1));
        return track;
    }

    private static Planting planting(float[] samples, int start) {
        return new Planting(new Sound("a", List.of("a"), samples), start);
    }

    private static float[] spike() {
        float[] samples = noise(RATE, .001, 4);
        samples[RATE / 2] = 1;
        return samples;
    }

    private static float[] noise(int samples, double amplitude, long seed) {
        Random random = new Random(seed);
        float[] noise = new float[samples];
        for (int i = 0; i < samples; i++) {
            noise[i] = (float) (amplitude * (2 * random.nextDouble() - 1));
        }
        return noise;
    }

    private static float[] decoded(PlantedStream stream, int bytes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[bytes];
        for (int got = stream.read(buffer); got != -1; got = stream.read(buffer)) {
            all.write(buffer, 0, got);
        }
        return new io.earshot.audio.PcmDecoder(stream.format()).decode(all.toByteArray());
    }
}

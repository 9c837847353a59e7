package io.earshot.evaluate.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BackgroundTrackTest {
    private static final int RATE = 8_000;

    @Test
    void shouldBringPiecesToOneLevelAndKeepItWhereTheyMeet() {
        BackgroundTrack track = new BackgroundTrack(7 * RATE, RATE);
        track.append(noise(4 * RATE, .9, 1));
        track.append(noise(4 * RATE, .01, 2));
        assertThat(track.isFull()).isTrue();
        for (int second = 0; second < 7; second++) {
            double power = track.meanSquare(second * RATE, (second + 1) * RATE);
            assertThat(10 * Math.log10(power)).isEqualTo(BackgroundTrack.LEVEL_DBFS, within(.3));
        }
    }

    @Test
    void shouldTakeWhatThereIsRoomForAndNoMore() {
        BackgroundTrack track = new BackgroundTrack(3 * RATE, RATE);
        track.append(noise(2 * RATE, .5, 1));
        assertThat(track.isFull()).isFalse();
        assertThat(track.length()).isEqualTo(2 * RATE);
        track.append(noise(2 * RATE, .5, 2));
        assertThat(track.isFull()).isTrue();
        assertThat(track.length()).isEqualTo(3 * RATE);
    }

    @Test
    void shouldNotWrapAroundWhereAPieceIsFarAboveItsMean() {
        float[] piece = new float[10 * RATE];
        piece[RATE] = 1;
        piece[2 * RATE] = -1;
        BackgroundTrack track = new BackgroundTrack(piece.length, RATE);
        track.append(piece);
        assertThat(track.at(RATE)).isGreaterThan(.99f);
        assertThat(track.at(2 * RATE)).isLessThan(-.99f);
    }

    private static float[] noise(int samples, double amplitude, long seed) {
        Random random = new Random(seed);
        float[] noise = new float[samples];
        for (int i = 0; i < samples; i++) {
            noise[i] = (float) (amplitude * random.nextGaussian());
        }
        return noise;
    }
}

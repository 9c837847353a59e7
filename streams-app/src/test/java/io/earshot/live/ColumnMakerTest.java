package io.earshot.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.GapReason;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnMakerTest {
    private static final int RATE = 16_000;
    private static final int COLUMN = 1_280;

    private final ColumnMaker maker = new ColumnMaker();

    @ParameterizedTest
    @CsvSource({"440, 16000", "1000, 16000", "3000, 44100", "6000, 48000", "7000, 22050", "1000, 8000", "3000, 11025"})
    void shouldShowAToneInItsBandAtItsTime(int hz, int rate) {
        long from = rate;
        long to = 2L * rate;
        List<Columns> all = columns(Tone.chunks("yard", rate, 0, 3L * rate, rate / 10, Tone.sine(hz, rate, from, to)));
        for (Columns some : all) {
            for (int column = 0; column < some.levels().length / ColumnScale.BANDS; column++) {
                long begin = some.fromMicros() + (long) column * ColumnScale.COLUMN_MICROS - Tone.EPOCH;
                int level = Tone.level(some.levels(), column, Tone.band(hz));
                if (begin >= 1_000_000 && begin + ColumnScale.COLUMN_MICROS <= 2_000_000) {
                    assertThat(Tone.loudest(some.levels(), column)).isBetween(Tone.band(hz) - 1, Tone.band(hz) + 1);
                    // A sine of half the full scale has -9 dBFS, of which up to half lies in the next band.
                    assertThat(level / 2.55 - 100).isBetween(-13.0, -8.5);
                } else if (begin >= 2_000_000 || begin + ColumnScale.COLUMN_MICROS <= 1_000_000) {
                    assertThat(level).isZero();
                }
            }
        }
        assertThat(all.stream().mapToInt(some -> some.levels().length).sum()).isEqualTo(37 * ColumnScale.BANDS);
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 333, 1_280, 4_001, 32_000})
    void shouldNotDependOnTheSizeOfTheChunks(int samples) {
        var signal = Tone.sine(700, RATE, 4_000, 30_000);
        byte[] expected = joined(columns(Tone.chunks("yard", RATE, 0, 40_000, 1_000, signal)));
        assertThat(joined(columns(Tone.chunks("street", RATE, 0, 40_000, samples, signal))))
                .isEqualTo(expected);
    }

    @Test
    void shouldLeaveAHoleWhereSamplesAreMissing() {
        var signal = Tone.sine(1_000, RATE, 0, Long.MAX_VALUE);
        Columns before = only(columns(Tone.chunks("yard", RATE, 0, 2 * COLUMN + 5, 20_000, signal)));
        Columns after = only(columns(Tone.chunks("yard", RATE, 4 * COLUMN + 7, 7 * COLUMN, 20_000, signal)));
        assertThat(before.begins()).isTrue();
        assertThat(before.levels()).hasSize(2 * ColumnScale.BANDS);
        assertThat(after.begins()).isTrue();
        assertThat(after.fromMicros()).isEqualTo(Tone.EPOCH + 5 * ColumnScale.COLUMN_MICROS);
        assertThat(after.levels()).hasSize(2 * ColumnScale.BANDS);
        Columns then = only(columns(Tone.chunks("yard", RATE, 7 * COLUMN, 8 * COLUMN, 20_000, signal)));
        assertThat(then.begins()).isFalse();
    }

    @Test
    void shouldTellOfAGapAndLeaveItOpen() {
        var signal = Tone.sine(1_000, RATE, 0, Long.MAX_VALUE);
        columns(Tone.chunks("yard", RATE, 0, COLUMN, COLUMN, signal));
        PcmFormat format = new PcmFormat(RATE, 1, SampleEncoding.S16);
        AudioChunk gap = AudioChunk.gap("yard", 1, COLUMN, Tone.EPOCH, format, 2 * COLUMN)
                .withGapReason(GapReason.SOURCE_DOWN);
        assertThat(maker.see(gap))
                .contains(new Gap("yard", Tone.EPOCH + 80_000, Tone.EPOCH + 240_000, GapReason.SOURCE_DOWN));
        Columns after = only(columns(Tone.chunks("yard", RATE, 3 * COLUMN, 4 * COLUMN, COLUMN, signal)));
        assertThat(after.begins()).isTrue();
        assertThat(after.fromMicros()).isEqualTo(Tone.EPOCH + 240_000);
    }

    @Test
    void shouldBeginAnewInANewEpochAndInAnotherFormat() {
        var signal = Tone.sine(1_000, RATE, 0, Long.MAX_VALUE);
        AudioChunk one = Tone.chunks("yard", RATE, 0, COLUMN, COLUMN, signal).get(0);
        AudioChunk two =
                Tone.chunks("yard", RATE, COLUMN, 2 * COLUMN, COLUMN, signal).get(0);
        AudioChunk ofNextEpoch =
                AudioChunk.audio("yard", 2, two.firstSample(), two.epochStartMicros(), two.format(), two.payload());
        AudioChunk stereo = AudioChunk.audio(
                "yard",
                2,
                2 * COLUMN,
                two.epochStartMicros(),
                new PcmFormat(RATE, 2, SampleEncoding.S16),
                new byte[4 * COLUMN]);
        assertThat(only(columns(List.of(one))).begins()).isTrue();
        assertThat(only(columns(List.of(ofNextEpoch))).begins()).isTrue();
        assertThat(only(columns(List.of(stereo))).begins()).isTrue();
    }

    @Test
    void shouldIgnoreWhatCameBefore() {
        var signal = Tone.sine(1_000, RATE, 0, Long.MAX_VALUE);
        List<AudioChunk> chunks = Tone.chunks("yard", RATE, 0, 4 * COLUMN, 2 * COLUMN, signal);
        assertThat(columns(chunks)).hasSize(2);
        assertThat(columns(chunks)).isEmpty();
        AudioChunk overlapping = Tone.chunks("yard", RATE, 3 * COLUMN, 5 * COLUMN, 2 * COLUMN, signal)
                .get(0);
        Columns added = only(columns(List.of(overlapping)));
        assertThat(added.begins()).isFalse();
        assertThat(added.fromMicros()).isEqualTo(Tone.EPOCH + 4 * ColumnScale.COLUMN_MICROS);
        assertThat(added.levels()).hasSize(ColumnScale.BANDS);
    }

    @Test
    void shouldMeasureLevelAndPeak() {
        Columns heard =
                only(columns(Tone.chunks("yard", RATE, 0, COLUMN, COLUMN, Tone.sine(1_000, RATE, 0, Long.MAX_VALUE))));
        assertThat(heard.levelDbfs()).isCloseTo(-9.03, within(.05));
        assertThat(heard.peakDbfs()).isCloseTo(-6.02, within(.05));
        Columns silent = only(columns(Tone.chunks("attic", RATE, 0, COLUMN, COLUMN, sample -> 0)));
        assertThat(silent.levelDbfs()).isEqualTo(-120);
        assertThat(silent.peakDbfs()).isEqualTo(-120);
    }

    @Test
    void shouldLeaveAHoleWhereSamplesAreNoSound() {
        PcmFormat floats = new PcmFormat(RATE, 1, SampleEncoding.F32);
        byte[] noSound = new byte[4 * COLUMN];
        noSound[3] = 0x7f;
        noSound[2] = (byte) 0xc0;
        AudioChunk bad = AudioChunk.audio("yard", 1, 0, Tone.EPOCH, floats, noSound);
        AudioChunk good = AudioChunk.audio("yard", 1, COLUMN, Tone.EPOCH, floats, new byte[4 * COLUMN]);
        assertThat(maker.see(bad)).isEmpty();
        Columns heard = only(columns(List.of(good)));
        assertThat(heard.begins()).isTrue();
        assertThat(heard.fromMicros()).isEqualTo(Tone.EPOCH + ColumnScale.COLUMN_MICROS);
    }

    @Test
    void shouldKeepTheBandsAboveHalfTheRateAtTheFloor() {
        Columns noise = only(columns(Tone.chunks("yard", 8_000, 0, 640, 640, sample -> sample % 7 == 0 ? .9 : -.1)));
        assertThat(Tone.level(noise.levels(), 0, Tone.band(3_000))).isPositive();
        for (int band = Tone.band(4_000) + 1; band < ColumnScale.BANDS; band++) {
            assertThat(Tone.level(noise.levels(), 0, band)).isZero();
        }
    }

    private List<Columns> columns(List<AudioChunk> chunks) {
        return chunks.stream()
                .map(maker::see)
                .flatMap(Optional::stream)
                .map(Columns.class::cast)
                .toList();
    }

    private static Columns only(List<Columns> columns) {
        assertThat(columns).hasSize(1);
        return columns.get(0);
    }

    private static byte[] joined(List<Columns> columns) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        columns.forEach(some -> joined.writeBytes(some.levels()));
        return joined.toByteArray();
    }
}

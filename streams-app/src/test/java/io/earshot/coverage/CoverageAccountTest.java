package io.earshot.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.AudioOrigin;
import io.earshot.audio.GapReason;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoverageAccountTest {
    private static final int RATE = PlainCoverage.RATE_HZ;
    private static final int UNIT = RATE / 100;
    private static final PcmFormat FORMAT = new PcmFormat(RATE, 1, SampleEncoding.S16);
    private static final List<GapReason> REASONS = List.of(GapReason.values());
    private static final long SECOND = 1_000_000;
    private static final long MINUTE = 60 * SECOND;

    /** A full minute after the year 2023 began. */
    private static final long NOON = 1_700_000_040 * SECOND;

    private CoverageAccount account = CoverageAccount.of("yard", CoverageState.NEW);
    private final List<MinuteCoverage> minutes = new ArrayList<>();

    @Test
    void shouldHaveHeardAllOfAnEpochOnceItIsOver() {
        hear(1, NOON + 30 * SECOND, 0, 200);
        take(AudioChunk.end("yard", 1, 200L * RATE, NOON + 30 * SECOND, FORMAT));
        close();
        assertThat(minutes)
                .extracting(MinuteCoverage::minuteStartMicros, MinuteCoverage::heardMicros)
                .containsExactly(
                        Tuple.tuple(NOON, 30 * SECOND),
                        Tuple.tuple(NOON + MINUTE, MINUTE),
                        Tuple.tuple(NOON + 2 * MINUTE, MINUTE),
                        Tuple.tuple(NOON + 3 * MINUTE, 50 * SECOND));
        assertThat(minutes).allSatisfy(minute -> assertThat(minute.gaps()).isEmpty());
    }

    @Test
    void shouldCloseAMinuteOnceTheAudioIsAMarginPastIt() {
        hear(1, NOON, 0, 180);
        assertThat(minutes).hasSize(1);
        hear(1, NOON, 180, 59);
        assertThat(minutes).hasSize(1);
        hear(1, NOON, 239, 1);
        assertThat(minutes).hasSize(2);
    }

    @Test
    void shouldSayWhyEachSecondIsMissing() {
        hear(1, NOON, 0, 10);
        take(gap(1, NOON, 10, 5, GapReason.UNKNOWN));
        take(gap(1, NOON, 15, 5, GapReason.SOURCE_DOWN));
        hear(1, NOON, 22, 3);
        account.refuse(audio(1, NOON, 25, 1), 0, GapReason.BAD_RECORDS);
        hear(1, NOON, 26, 4);
        account.late(audio(1, NOON, 10, 1));
        hear(2, NOON + 40 * SECOND, 0, 20);
        close();
        assertThat(minutes).hasSize(1);
        MinuteCoverage minute = minutes.get(0);
        assertThat(minute.heardMicros()).isEqualTo(37 * SECOND);
        assertThat(minute.epochId()).isEqualTo(2);
        assertThat(minute.gaps())
                .containsExactly(
                        gap(10, 11, GapReason.LATE),
                        gap(11, 15, GapReason.SAMPLES_MISSING),
                        gap(15, 20, GapReason.SOURCE_DOWN),
                        gap(20, 22, GapReason.CHUNKS_MISSING),
                        gap(25, 26, GapReason.BAD_RECORDS),
                        gap(30, 40, GapReason.HAND_OVER));
    }

    @Test
    void shouldCountWhatTwoEpochsHeardOnceAndLetHeardWin() {
        hear(1, NOON, 0, 20);
        take(gap(1, NOON, 20, 30, GapReason.SOURCE_DOWN));
        hear(2, NOON + 46 * SECOND, 0, 14);
        hear(3, NOON + 56 * SECOND, 0, 4);
        close();
        assertThat(minutes).hasSize(1);
        assertThat(minutes.get(0).heardMicros()).isEqualTo(34 * SECOND);
        assertThat(minutes.get(0).gaps()).containsExactly(gap(20, 46, GapReason.SOURCE_DOWN));
    }

    @Test
    void shouldExpectNothingBetweenAnEndAndTheNextEpoch() {
        hear(1, NOON, 0, 10);
        take(AudioChunk.end("yard", 1, 10L * RATE, NOON, FORMAT));
        account.lose(Duration.ofMinutes(5));
        hear(2, NOON + 50 * SECOND, 0, 10);
        close();
        assertThat(minutes)
                .singleElement()
                .extracting(MinuteCoverage::expectedMicros, MinuteCoverage::heardMicros)
                .containsExactly(20 * SECOND, 20 * SECOND);
    }

    @Test
    void shouldCloseTheMinutesOfALostStreamByTheClockEachOnce() {
        hear(1, NOON, 0, 30);
        for (int silent = 10; silent <= 600; silent += 10) {
            account.lose(Duration.ofSeconds(silent));
            drain();
        }
        assertThat(minutes).hasSize(8);
        assertThat(minutes.get(0).gaps()).containsExactly(gap(30, 60, GapReason.STREAM_LOST));
        assertThat(minutes.get(7).gaps()).containsExactly(gap(420, 480, GapReason.STREAM_LOST));

        take(AudioChunk.end("yard", 1, 30L * RATE, NOON, FORMAT));
        close();
        assertThat(minutes).hasSize(8);
    }

    @Test
    void shouldHaveRecordsOfTheirOwnForAudioOfATimeThatIsClosed() {
        hear(1, NOON, 0, 30);
        account.lose(Duration.ofMinutes(10));
        hear(1, NOON, 30, 30);
        close();
        List<MinuteCoverage> ofNoon = minutes.stream()
                .filter(minute -> minute.minuteStartMicros() == NOON)
                .toList();
        assertThat(ofNoon)
                .extracting(MinuteCoverage::heardMicros, MinuteCoverage::missingMicros)
                .containsExactly(Tuple.tuple(30 * SECOND, 30 * SECOND), Tuple.tuple(30 * SECOND, 0L));
    }

    @Test
    void shouldTakeALongHoleForAClockThatWasSet() {
        hear(1, NOON, 0, 30);
        hear(2, NOON + Duration.ofDays(30_000).toMillis() * 1000, 0, 30);
        close();
        assertThat(minutes)
                .hasSize(2)
                .allSatisfy(minute -> assertThat(minute.gaps()).isEmpty());

        minutes.clear();
        account = CoverageAccount.of("yard", CoverageState.NEW);
        take(gap(1, NOON, 0, 3_600 * 24 * 20, GapReason.PAUSED));
        close();
        assertThat(minutes).hasSize(7 * 1_440);
    }

    @Test
    void shouldNotExpectWhatLiesBeforeTheFirstChunkOfAnEpochOnItsWay() {
        hear(1, NOON - 5_000 * MINUTE, 5_000 * 60, 30);
        close();
        assertThat(minutes).singleElement().satisfies(minute -> {
            assertThat(minute.expectedMicros()).isEqualTo(30 * SECOND);
            assertThat(minute.gaps()).isEmpty();
        });
    }

    /** Random chunks, gaps, repeats, bad records, epochs, silences and restarts: what the plain oracle counts. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void shouldAgreeWithThePlainOracleWhateverComes(int block) {
        for (int seed = 25 * block; seed < 25 * (block + 1); seed++) {
            Random random = new Random(seed);
            minutes.clear();
            account = CoverageAccount.of("yard", CoverageState.NEW);
            PlainCoverage plain = new PlainCoverage();
            // Half a minute at a time, so that nothing reaches back behind what is closed.
            long now = NOON;
            long epoch = 0;
            long start = now;
            for (int step = 0; step < 60; step++) {
                long first = (now - start) * RATE / SECOND;
                int samples = UNIT * (1 + random.nextInt(200));
                AudioChunk audio = AudioChunk.audio("yard", epoch, first, start, FORMAT, new byte[2 * samples])
                        .withOrigin(random.nextInt(5) == 0 ? AudioOrigin.RECORDING : AudioOrigin.LIVE);
                switch (random.nextInt(10)) {
                    case 0 -> {
                        AudioChunk gap = AudioChunk.gap("yard", epoch, first, start, FORMAT, 6L * samples)
                                .withGapReason(REASONS.get(random.nextInt(REASONS.size())));
                        take(gap);
                        plain.accept(gap);
                        now += 6 * micros(samples);
                    }
                    case 1 -> {
                        account.refuse(audio, 0, GapReason.BAD_RECORDS);
                        plain.refuse(audio);
                        now += random.nextBoolean() ? micros(samples) : 0;
                    }
                    case 2 -> {
                        long back = Math.max(0, first - samples);
                        AudioChunk late = AudioChunk.audio("yard", epoch, back, start, FORMAT, new byte[2 * samples]);
                        account.late(late);
                        plain.late(late);
                    }
                    case 3 -> now += 3 * micros(samples);
                    case 4 -> {
                        long millis = 10L * random.nextInt(2_000);
                        account.lose(Duration.ofMillis(millis));
                        plain.lose(millis);
                        now += random.nextBoolean() ? millis * 1_000 : 0;
                    }
                    case 5 -> {
                        epoch++;
                        start = now + (random.nextInt(30) - 10) * SECOND / 4;
                        now = start;
                    }
                    case 6 -> {
                        AudioChunk end = AudioChunk.end("yard", epoch, first, start, FORMAT);
                        take(end);
                        plain.accept(end);
                        epoch++;
                        now += random.nextInt(10) * SECOND;
                        start = now;
                    }
                    case 7 -> {
                        account.accept(audio, 0);
                        plain.accept(audio);
                        now += micros(samples) / 2 / PlainCoverage.UNIT_MICROS * PlainCoverage.UNIT_MICROS;
                    }
                    default -> {
                        take(audio);
                        plain.accept(audio);
                        now += micros(samples);
                    }
                }
                account = CoverageAccount.of("yard", restart(random));
            }
            close();
            assertThat(counted()).as("seed " + seed).isEqualTo(plain.minutes());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 79, 997, 8_000, 16_000})
    void shouldNotDependOnHowTheAudioIsCut(int samples) {
        int all = 130 * RATE + 3;
        for (int at = 0; at < all; at += samples) {
            int size = Math.min(samples, all - at);
            // A hole of a second in the middle.
            long first = at < 16_000 * 4 ? at : at + RATE;
            boolean isOverTheHole = at < 64_000 && at + size > 64_000;
            int before = isOverTheHole ? 64_000 - at : size;
            take(AudioChunk.audio("yard", 1, first, NOON, FORMAT, new byte[2 * before]));
            if (isOverTheHole) {
                take(AudioChunk.audio("yard", 1, 64_000 + RATE, NOON, FORMAT, new byte[2 * (size - before)]));
            }
            if (samples == 1 && at == 3 * 64_000) {
                break;
            }
        }
        close();
        assertThat(minutes.get(0).heardMicros()).isEqualTo(samples == 1 ? 24 * SECOND + 125 : 59 * SECOND);
        assertThat(minutes.get(0).gaps()).containsExactly(gap(8, 9, GapReason.CHUNKS_MISSING));
    }

    private CoverageState restart(Random random) {
        drain();
        return random.nextBoolean()
                ? account.state()
                : CoverageAccount.of("yard", account.state()).state();
    }

    /** Units of each minute by what became of them; sums are checked on the way. */
    private Map<Long, Map<String, Long>> counted() {
        Map<Long, Map<String, Long>> counted = new TreeMap<>();
        for (MinuteCoverage minute : minutes) {
            long missing = minute.gaps().stream().mapToLong(CoverageGap::micros).sum();
            assertThat(minute.heardMicros() + missing).isEqualTo(minute.expectedMicros());
            Map<String, Long> words = new TreeMap<>();
            if (minute.heardMicros() > 0) {
                words.put("HEARD", units(minute.heardMicros()));
            }
            minute.gaps().forEach(gap -> words.merge(gap.reason().name(), units(gap.micros()), Long::sum));
            assertThat(counted.put(minute.minuteStartMicros() / MINUTE, words))
                    .as("minutes are closed once")
                    .isNull();
        }
        return counted;
    }

    private static long micros(int samples) {
        return samples * SECOND / RATE;
    }

    private static long units(long micros) {
        assertThat(micros % PlainCoverage.UNIT_MICROS).isZero();
        return micros / PlainCoverage.UNIT_MICROS;
    }

    private void hear(long epoch, long start, int fromSecond, int seconds) {
        for (int second = fromSecond; second < fromSecond + seconds; second++) {
            take(audio(epoch, start, second, 1));
        }
    }

    private void take(AudioChunk chunk) {
        account.accept(chunk, 0);
        drain();
    }

    private void close() {
        account.closeAll();
        drain();
    }

    private void drain() {
        minutes.addAll(account.due());
    }

    private static AudioChunk audio(long epoch, long start, int fromSecond, int seconds) {
        return AudioChunk.audio("yard", epoch, (long) fromSecond * RATE, start, FORMAT, new byte[2 * RATE * seconds]);
    }

    private static AudioChunk gap(long epoch, long start, int fromSecond, long seconds, GapReason reason) {
        return AudioChunk.gap("yard", epoch, (long) fromSecond * RATE, start, FORMAT, seconds * RATE)
                .withGapReason(reason);
    }

    private static CoverageGap gap(long fromSecond, long toSecond, GapReason reason) {
        return new CoverageGap(NOON + fromSecond * SECOND, NOON + toSecond * SECOND, reason);
    }
}

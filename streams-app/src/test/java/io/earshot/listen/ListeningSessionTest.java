package io.earshot.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.AudioOrigin;
import io.earshot.audio.ChunkKind;
import io.earshot.audio.GapReason;
import io.earshot.audio.SampleClock;
import io.earshot.source.AudioSource;
import io.earshot.source.SourceState;
import io.earshot.source.SourceStatus;
import io.earshot.stream.StreamRefusedException;
import io.earshot.stream.StreamRefusedException.Retry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ListeningSessionTest {
    private static final int RATE = 8_000;
    private static final long SECOND = 1_000_000_000L;

    private final Rig rig = new Rig(new Station(RATE));

    @Test
    void shouldStampABurstByItsRateAndNotByItsArrival() {
        rig.pass(2);
        rig.connect();
        burst(0, 4);
        rig.play(4 * RATE, 5);
        AudioChunk first = rig.chunks.get(0);
        assertThat(first.origin()).isEqualTo(AudioOrigin.LIVE);
        assertThat(first.epochStartMicros())
                .isCloseTo(VirtualClocks.START_MICROS + 2_000_000 + 400_000 - 4_000_000, within(150_000L));
    }

    @Test
    void shouldDropWhatAServerSendsAgainAfterABreak() {
        rig.connect();
        long next = rig.play(0, 20);
        rig.lose("connection reset");
        rig.pass(1);
        rig.connect();
        burst(next + RATE - 4 * RATE, 4);
        rig.play(next + RATE, 10);
        rig.close(SourceListening.Ending.HAND_OVER);
        assertThat(heardIndices()).isEqualTo(31L * RATE);
        assertThat(rig.missedSeconds())
                .as("but the sample that says that it broke")
                .isEqualTo(1. / RATE);
        assertThat(epochs()).hasSize(3);
    }

    @Test
    void shouldRecordAsAGapWhatAServerDidNotKeep() {
        rig.connect();
        long next = rig.play(0, 20);
        rig.lose("connection reset");
        rig.pass(60);
        rig.connect();
        burst(next + 56 * RATE, 4);
        rig.play(next + 60 * RATE, 10);
        rig.close(SourceListening.Ending.HAND_OVER);
        assertThat(heardIndices()).isEqualTo(34L * RATE);
        assertThat(rig.missedSeconds()).isCloseTo(56, within(0.7));
        assertThat(gapReasons()).containsOnly(GapReason.SOURCE_DOWN);
    }

    @Test
    void shouldSayThatASourceIsNotHeardWhileItIsAway() {
        rig.connect();
        rig.play(0, 20);
        rig.lose("connection reset");
        rig.pass(600);
        assertThat(rig.missedSeconds()).isBetween(555., 570.);
        assertThat(rig.state()).isEqualTo(SourceState.RECONNECTING);
    }

    @Test
    void shouldSayThatASourceIsNotHeardThatNeverAnswered() {
        rig.lose("no such host");
        rig.pass(120);
        assertThat(rig.missedSeconds()).isBetween(80., 90.);
        assertThat(gapReasons()).containsOnly(GapReason.SOURCE_DOWN);
    }

    @Test
    void shouldSayThatAPausedSourceIsPaused() {
        Rig paused = new Rig(
                new Station(RATE),
                AudioSource.of("radio", "http://radio.example/").withPaused(true));
        paused.pass(61);
        assertThat(paused.state()).isEqualTo(SourceState.PAUSED);
        assertThat(paused.chunks).extracting(AudioChunk::gapReason).containsOnly(GapReason.PAUSED);
        assertThat(paused.missedSeconds()).isCloseTo(60, within(1.));
    }

    @Test
    void shouldFindADeadConnectionByItsAudio() {
        rig.connect();
        rig.play(0, 10);
        assertThat(rig.passTo(rig.clocks.nanos() + 4 * SECOND)).isFalse();
        assertThat(rig.state()).isEqualTo(SourceState.HEALTHY);
        assertThat(rig.passTo(rig.clocks.nanos() + 2 * SECOND)).isFalse();
        assertThat(rig.state()).isEqualTo(SourceState.STALLED);
        assertThat(rig.passTo(rig.clocks.nanos() + 5 * SECOND)).isTrue();
    }

    @Test
    void shouldWaitForAListOfSegmentsAsLongAsItSays() {
        rig.connect(rig.station.connection(Duration.ofSeconds(30), false));
        rig.play(0, 10);
        rig.pass(29);
        assertThat(rig.state()).isEqualTo(SourceState.HEALTHY);
        rig.pass(2);
        assertThat(rig.state()).isEqualTo(SourceState.STALLED);
    }

    @Test
    void shouldPauseLongerWhenConnectionsBringLittleAudio() {
        Duration last = Duration.ZERO;
        for (int i = 0; i < 8; i++) {
            rig.connect();
            rig.play(0, 0.2);
            Duration pause = Rig.unchecked(() -> rig.session.lost("the other side ended the stream"));
            assertThat(pause).isGreaterThan(last.multipliedBy(3).dividedBy(2));
            last = pause;
        }
        assertThat(rig.session.status().tries()).isEqualTo(8);
        rig.connect();
        rig.play(0, 31);
        assertThat(Rig.unchecked(() -> rig.session.lost("the other side ended the stream")))
                .isLessThanOrEqualTo(Duration.ofMillis(500));
    }

    @Test
    void shouldTryARefusedAddressRarelyAndNameTheReason() {
        Optional<Duration> pause =
                Rig.unchecked(() -> rig.session.refused(new StreamRefusedException("404 not found", Retry.SLOWLY)));
        assertThat(pause.orElseThrow()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(31));
        assertThat(rig.session.status().state()).isEqualTo(SourceState.REFUSED);
        assertThat(rig.session.status().reason()).isEqualTo("404 not found");
        assertThat(rig.session.status().nextTryMicros()).isPresent();
        assertThat(Rig.unchecked(() -> rig.session.refused(new StreamRefusedException("no password", Retry.NEVER))))
                .isEmpty();
        assertThat(rig.session.status().nextTryMicros()).isEmpty();
    }

    @Test
    void shouldGoOnInANewEpochWhereTheStreamStatesAnotherTime() {
        rig.connect();
        long start = VirtualClocks.START_MICROS - 20_000_000;
        rig.hear(rig.station.pcm(0, RATE), OptionalLong.of(start));
        rig.play(RATE, 9);
        rig.hear(rig.station.pcm(10 * RATE, RATE), OptionalLong.of(start + 610_000_000));
        rig.play(11 * RATE, 5);
        rig.close(SourceListening.Ending.HAND_OVER);
        assertThat(rig.missedSeconds()).isCloseTo(600, within(0.001));
        assertThat(gapReasons()).containsOnly(GapReason.SAMPLES_MISSING);
        assertThat(rig.chunks.get(rig.chunks.size() - 1).epochStartMicros()).isEqualTo(start + 610_000_000);
    }

    @Test
    void shouldShowTheDriftOfAClockAndCorrectItByANewEpoch() {
        rig.connect();
        int block = RATE / 10;
        for (long i = 0; i < 10L * 7_200; i++) {
            rig.passTo(Math.round((i + 1) * 1e8 / 1.0002) + (i * 7919 % 50) * 1_000_000);
            rig.hear(i * block, block);
        }
        SourceStatus status = rig.session.status();
        assertThat(status.clock().driftPpm().orElseThrow()).isCloseTo(200, within(20.));
        assertThat(epochs()).hasSize(2);
        assertThat(rig.heardSeconds()).isCloseTo(7_200, within(1.));
        AudioChunk last = rig.chunks.get(rig.chunks.size() - 1);
        long end = new SampleClock(last.epochStartMicros(), RATE).microsAt(last.endSample());
        assertThat(end - rig.clocks.micros()).isBetween(-1_200_000L, 1_000_000L);
    }

    @Test
    void shouldNotBeFastOnlyBecauseTheNetworkIsSlow() {
        rig.connect();
        int block = RATE / 10;
        for (long i = 0; i < 10L * 1_800; i++) {
            long jitter = i % 300 < 40 ? (40 - i % 300) * 90_000_000L : 0;
            rig.passTo(Math.max(rig.clocks.nanos(), (i + 1) * 100_000_000L + jitter));
            rig.hear(i * block, block);
        }
        assertThat(epochs()).hasSize(1);
        assertThat(Math.abs(rig.session.status().clock().driftPpm().orElseThrow()))
                .isLessThan(5);
    }

    @Test
    void shouldNotLetAFastServerRunAheadOfTime() {
        rig.connect();
        long next = 0;
        for (int i = 0; i < 5_000 && rig.session.lead().isZero(); i++) {
            rig.passTo(rig.clocks.nanos() + 1_000_000);
            rig.hear(next, RATE / 10);
            next += RATE / 10;
        }
        assertThat(rig.session.lead()).isPositive();
        long ahead = rig.chunks.get(0).epochStartMicros() + next * 1_000_000 / RATE - rig.clocks.micros();
        assertThat(ahead).isLessThan(1_000_000);
    }

    @Test
    void shouldKeepAHoleThatTheStreamNames() {
        rig.connect();
        long next = rig.play(0, 5);
        rig.connect(new io.earshot.stream.LiveStream() {
            @Override
            public io.earshot.audio.PcmFormat format() {
                return rig.station.format();
            }

            @Override
            public int read(byte[] buffer) {
                return -1;
            }

            @Override
            public long missingSamples() {
                return 2 * RATE;
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        });
        rig.hear(next, RATE);
        rig.close(SourceListening.Ending.REMOVED);
        assertThat(rig.chunks.stream().filter(chunk -> chunk.kind() == ChunkKind.GAP && chunk.gapSamples() == 2 * RATE))
                .extracting(AudioChunk::gapReason)
                .containsOnly(GapReason.SAMPLES_MISSING);
    }

    @Test
    void shouldEndARecordingAndKeepItsOwnTime() {
        rig.connect(rig.station.connection(Duration.ofSeconds(5), true));
        rig.hear(rig.station.pcm(0, 3 * RATE), OptionalLong.of(1_700_000_000_000_000L));
        Rig.unchecked(() -> {
            rig.session.ended();
            return true;
        });
        assertThat(rig.state()).isEqualTo(SourceState.ENDED);
        assertThat(rig.chunks).extracting(AudioChunk::origin).containsOnly(AudioOrigin.RECORDING);
        assertThat(rig.chunks).extracting(AudioChunk::epochId).containsOnly(1_700_000_000_000_000L);
        assertThat(rig.chunks.get(rig.chunks.size() - 1).kind()).isEqualTo(ChunkKind.END);
    }

    @Test
    void shouldEndTheEpochOfASourceThatIsRemovedAndLeaveItOpenForAnother() {
        rig.connect();
        rig.play(0, 5);
        rig.close(SourceListening.Ending.HAND_OVER);
        assertThat(rig.heardSeconds()).isEqualTo(5);
        assertThat(rig.chunks).extracting(AudioChunk::kind).containsOnly(ChunkKind.AUDIO);
        Rig removed = new Rig(new Station(RATE));
        removed.connect();
        removed.play(0, 5);
        removed.close(SourceListening.Ending.REMOVED);
        assertThat(removed.chunks.get(removed.chunks.size() - 1).kind()).isEqualTo(ChunkKind.END);
    }

    /** Audio that a server has, within .4 s. */
    private void burst(long fromSample, int seconds) {
        for (int i = 0; i < seconds; i++) {
            rig.pass(0.1);
            rig.hear(fromSample + (long) i * RATE, RATE);
        }
    }

    private Set<Long> epochs() {
        return rig.chunks.stream().map(AudioChunk::epochId).collect(Collectors.toSet());
    }

    private List<GapReason> gapReasons() {
        return rig.chunks.stream()
                .filter(chunk -> chunk.kind() == ChunkKind.GAP)
                .map(AudioChunk::gapReason)
                .toList();
    }

    /** Samples of the programme that were heard; fails if one was heard twice, or out of order. */
    private long heardIndices() {
        long next = 0;
        long heard = 0;
        for (AudioChunk chunk : rig.chunks) {
            if (chunk.kind() == ChunkKind.AUDIO) {
                long at = rig.station.find(chunk.payload(), next, 200 * RATE);
                assertThat(at).isGreaterThanOrEqualTo(next);
                next = at + chunk.samples();
                heard += chunk.samples();
            }
        }
        return heard;
    }
}

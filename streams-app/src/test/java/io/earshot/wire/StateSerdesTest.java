package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.audio.AudioOrigin;
import io.earshot.audio.GapReason;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import io.earshot.coverage.CoverageState;
import io.earshot.coverage.Stretch;
import io.earshot.decide.Absence;
import io.earshot.decide.Candidate;
import io.earshot.decide.HitWindow;
import io.earshot.decide.NearMissLedger;
import io.earshot.decide.OpenSound;
import io.earshot.decide.Peak;
import io.earshot.decide.Rest;
import io.earshot.decide.SoundEdges;
import io.earshot.decide.Subject;
import io.earshot.decide.TokenTrail;
import io.earshot.decide.TrackedSound;
import io.earshot.segment.CarryOverBlock;
import io.earshot.segment.SegmenterState;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class StateSerdesTest {
    private static final String MODEL = "00112233445566778899";
    private static final String OTHER = "ff112233445566778899";
    static final SegmenterState STATE = new SegmenterState(
            7,
            1_700_000_000_000_000L,
            new PcmFormat(44_100, 2, SampleEncoding.S24),
            1,
            new SegmenterState.Gap(2, 3),
            new SegmenterState.Run(true, 4, 5),
            6,
            false,
            AudioOrigin.RECORDING,
            List.of(5L, 9L),
            1_700_000_000_123L);

    static final CoverageState COVERAGE = new CoverageState(
            7,
            1_700_000_000_000_000L,
            Long.MIN_VALUE,
            true,
            1_700_000_000_123L,
            List.of(
                    new Stretch(-5, 0, Optional.empty()),
                    new Stretch(0, 1_700_000_000_000_000L, Optional.of(GapReason.HAND_OVER))));

    static final Rest REST = new Rest("dög", "v1", MODEL, 7, 8);
    private static final Peak PEAK = new Peak(1, 2, .3, .4, Optional.empty());
    private static final SoundEdges EDGES =
            new SoundEdges(-5, new TokenTrail(3, 320_000, List.of(.5f, -.25f, .1f)), 2, 4, 5, -.5, .75);

    @Test
    void shouldReadBackEveryKindOfState() {
        assertThat(through(StateSerdes.segmenterState(MODEL), STATE)).isEqualTo(STATE);
        CarryOverBlock block = through(StateSerdes.carryOverBlock(), new CarryOverBlock(7, 320, new byte[] {1, 2}));
        assertThat(block.firstSample()).isEqualTo(320);
        assertThat(block.payload()).containsExactly(1, 2);
        assertThat(through(StateSerdes.coverage(), COVERAGE)).isEqualTo(COVERAGE);
        assertThat(through(StateSerdes.tokens(MODEL), new float[] {0.5f, -2})).containsExactly(0.5f, -2);
    }

    @Test
    void shouldReadBackEveryKindOfSound() {
        for (int seed = 0; seed < 50; seed++) {
            WireValues values = new WireValues(seed);
            for (TrackedSound sound :
                    List.of(candidate(values), open(values), REST, absence(values, true), absence(values, false))) {
                assertThat(through(StateSerdes.trackedSound(), sound)).isEqualTo(sound);
            }
            NearMissLedger ledger = new NearMissLedger(seed, List.of(values.nearMiss(), values.nearMiss()));
            assertThat(through(StateSerdes.nearMisses(), ledger)).isEqualTo(ledger);
        }
    }

    @Test
    void shouldReadTextsOfAnyLength() {
        Subject subject = new WireValues(1).subject("x".repeat(100_000));
        OpenSound sound = new OpenSound(subject, 1, 2, PEAK, EDGES, 3, new OpenSound.Told(1, .5, 2));
        assertThat(through(StateSerdes.trackedSound(), sound)).isEqualTo(sound);
    }

    @Test
    void shouldTakeSoundsOfTheFirstReleaseForNothing() {
        byte[] bytes = StateSerdes.trackedSound().serializer().serialize("t", REST);
        bytes[0] = 1;

        assertThat(StateSerdes.trackedSound().deserializer().deserialize("t", bytes))
                .isNull();
    }

    @Test
    void shouldRefuseSoundsThatBreakOff() {
        byte[] bytes = StateSerdes.trackedSound().serializer().serialize("t", open(new WireValues(3)));
        for (int length = 1; length < bytes.length; length += 7) {
            byte[] part = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> StateSerdes.trackedSound().deserializer().deserialize("t", part))
                    .isInstanceOf(SerializationException.class);
        }
    }

    @Test
    void shouldBeNothingToAnotherModel() {
        byte[] state = StateSerdes.segmenterState(MODEL).serializer().serialize("t", STATE);
        byte[] tokens = StateSerdes.tokens(MODEL).serializer().serialize("t", new float[] {1});

        assertThat(StateSerdes.segmenterState(OTHER).deserializer().deserialize("t", state))
                .isNull();
        assertThat(StateSerdes.tokens(OTHER).deserializer().deserialize("t", tokens))
                .isNull();
    }

    @Test
    void shouldPassTombstones() {
        assertThat(StateSerdes.trackedSound().serializer().serialize("t", null)).isNull();
        assertThat(StateSerdes.segmenterState(MODEL).deserializer().deserialize("t", null))
                .isNull();
    }

    @Test
    void shouldRefuseALayoutThatItDoesNotKnow() {
        byte[] bytes = StateSerdes.carryOverBlock().serializer().serialize("t", new CarryOverBlock(7, 0, new byte[2]));
        bytes[0] = 9;

        assertThatThrownBy(() -> StateSerdes.carryOverBlock().deserializer().deserialize("t", bytes))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("layout 9");
    }

    static Candidate candidate(WireValues values) {
        return new Candidate(
                values.subject(values.text()),
                7,
                8,
                9,
                new Peak(1, 2, .3, .4, Optional.empty()),
                Optional.of(values.text()),
                new HitWindow(0b101, 2, true),
                5,
                6,
                EDGES,
                Optional.of(REST));
    }

    static Absence absence(WireValues values, boolean isOpen) {
        Optional<Absence.Reported> reported =
                isOpen ? Optional.of(new Absence.Reported(7, 8, 9, 10)) : Optional.empty();
        Optional<Long> paused = isOpen ? Optional.empty() : Optional.of(11L);
        return new Absence(
                values.subject(values.text()),
                5,
                6,
                paused,
                !isOpen,
                new HitWindow(5, 2, false),
                PEAK,
                -60.5,
                reported);
    }

    static OpenSound open(WireValues values) {
        Peak peak = new Peak(1, 2, .3, .4, Optional.of(values.explanation()));
        return new OpenSound(values.subject(values.text()), 7, 8, peak, EDGES, 9, new OpenSound.Told(10, .5, 11));
    }

    private static <T> T through(Serde<T> serde, T value) {
        return serde.deserializer().deserialize("t", serde.serializer().serialize("t", value));
    }
}

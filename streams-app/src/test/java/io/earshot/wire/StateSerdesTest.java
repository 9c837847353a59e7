package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import io.earshot.decide.OpenSound;
import io.earshot.query.DecisionRules;
import io.earshot.query.StandingQuery;
import io.earshot.segment.CarryOverBlock;
import io.earshot.segment.SegmenterState;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class StateSerdesTest {
    private static final String MODEL = "00112233445566778899";
    private static final String OTHER = "ff112233445566778899";
    private static final SegmenterState STATE = new SegmenterState(
            7, 1_700_000_000_000_000L, new PcmFormat(44_100, 2, SampleEncoding.S24), 1, 2, 3, true, 4, 5, 6, false);

    @Test
    void shouldReadBackEveryKindOfState() {
        assertThat(through(StateSerdes.segmenterState(MODEL), STATE)).isEqualTo(STATE);
        OpenSound sound = new OpenSound(
                new StandingQuery("dög", "a dog", List.of("studio-*"), DecisionRules.ofConfidence(0.7)),
                "v1",
                MODEL,
                7,
                8,
                9,
                10,
                11,
                0.9,
                0.4,
                true);
        assertThat(through(StateSerdes.openSound(), sound)).isEqualTo(sound);
        CarryOverBlock block = through(StateSerdes.carryOverBlock(), new CarryOverBlock(7, 320, new byte[] {1, 2}));
        assertThat(block.firstSample()).isEqualTo(320);
        assertThat(block.payload()).containsExactly(1, 2);
        assertThat(through(StateSerdes.tokens(MODEL), new float[] {0.5f, -2})).containsExactly(0.5f, -2);
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
        assertThat(StateSerdes.openSound().serializer().serialize("t", null)).isNull();
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

    private static <T> T through(Serde<T> serde, T value) {
        return serde.deserializer().deserialize("t", serde.serializer().serialize("t", value));
    }
}

package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.calibration.DecidedBy;
import io.earshot.verdict.EventVerdict;
import io.earshot.verdict.Judged;
import io.earshot.verdict.Judgement;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictRecordsTest {
    private static final String TOPIC = "verdicts.v1";

    private final Serde<Decoded<EventVerdict>> serde = WireSerdes.of(Map.of()).verdicts();

    @ParameterizedTest
    @EnumSource
    void shouldComeBackAsItWasWritten(Judgement judgement) {
        EventVerdict verdict = verdict(judgement);
        byte[] bytes = serde.serializer().serialize(TOPIC, new Decoded.Present<>(verdict));

        assertThat(serde.deserializer().deserialize(TOPIC, bytes).value()).contains(verdict);
    }

    @Test
    void shouldKeepWhatItCannotRead() {
        Decoded<EventVerdict> read =
                serde.deserializer().deserialize(TOPIC, "nonsense".getBytes(StandardCharsets.UTF_8));

        assertThat(read.value()).isEmpty();
        assertThat(serde.serializer().serialize(TOPIC, read)).isEqualTo("nonsense".getBytes(StandardCharsets.UTF_8));
    }

    private static EventVerdict verdict(Judgement judgement) {
        Judged judged =
                new Judged(judgement, "night-desk", Instant.parse("2026-11-30T09:00:00.123456Z"), "a tray of cutlery");
        return new EventVerdict(
                "0123456789abcdef0123456789abcdef",
                "yard",
                "glass",
                "v1",
                "glass is breaking, not bottles",
                "digest",
                1_780_000_000_000_001L,
                .875,
                .75,
                DecidedBy.SOURCE,
                true,
                judged);
    }
}
